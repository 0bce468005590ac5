package dev.hubbub.cli.bench;

import java.util.concurrent.TimeUnit;

/// Waits for what was told to end. An interrupted wait is cut short and stays interrupted.
final class Ending {
    private Ending() {}

    static void await(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether it ended in time.
    static boolean await(Process process, int seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
