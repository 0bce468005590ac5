package dev.hubbub.client;

import org.jspecify.annotations.Nullable;

/// Notices a peer that is gone without a word: first the hello must be answered in time, then, after each idle
/// stretch, a ping. Confined to its client's loop.
final class Watch {
    private final Loop loop;
    private final long idleMs;
    private final long patienceMs;
    private long lastHeard;
    private Loop.@Nullable Timer timer;

    Watch(Loop loop, long idleMs, long patienceMs) {
        this.loop = loop;
        this.idleMs = idleMs;
        this.patienceMs = patienceMs;
    }

    /// Calls `late` unless stopped or told otherwise in time.
    void expect(Runnable late) {
        stop();
        timer = loop.schedule(patienceMs, late);
    }

    /// After each idle stretch calls `ask`, and `silent` if that brings nothing.
    void idle(Runnable ask, Runnable silent) {
        stop();
        lastHeard = loop.millis();
        timer = loop.schedule(idleMs, () -> check(ask, silent));
    }

    private void check(Runnable ask, Runnable silent) {
        long quiet = loop.millis() - lastHeard;
        if (quiet < idleMs) {
            timer = loop.schedule(idleMs - quiet, () -> check(ask, silent));
            return;
        }
        long asked = loop.millis();
        ask.run();
        timer = loop.schedule(patienceMs, () -> {
            if (lastHeard >= asked) {
                check(ask, silent);
            } else {
                silent.run();
            }
        });
    }

    void heard() {
        lastHeard = loop.millis();
    }

    void stop() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
