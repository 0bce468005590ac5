package dev.hubbub.cli.verify.proxy;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/// How one client's network is at the moment. Its monitor guards it.
final class Conditions {
    @GuardedBy("this")
    private long delayMs;

    @GuardedBy("this")
    private boolean downStalled;

    @GuardedBy("this")
    private boolean upStalled;

    @GuardedBy("this")
    private boolean closed;

    synchronized void set(long newDelayMs, boolean stallDown, boolean stallUp) {
        delayMs = newDelayMs;
        downStalled = stallDown;
        upStalled = stallUp;
        notifyAll();
    }

    /// Holds the calling passage up for as long as the network is so.
    void passDown() throws InterruptedException {
        synchronized (this) {
            while (downStalled && !closed) {
                wait();
            }
        }
        dawdle();
    }

    void passUp() throws InterruptedException {
        synchronized (this) {
            while (upStalled && !closed) {
                wait();
            }
        }
        dawdle();
    }

    private void dawdle() throws InterruptedException {
        long ms;
        synchronized (this) {
            ms = closed ? 0 : delayMs;
        }
        if (ms > 0) {
            Thread.sleep(ms);
        }
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
