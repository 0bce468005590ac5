package dev.hubbub.server.presence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A loop whose time the test moves; tasks run at once.
final class ManualLoop implements PresenceLoop {
    private record Repetition(Duration interval, Runnable task) {}

    private final List<Repetition> repetitions = new ArrayList<>();
    private Duration uptime = Duration.ZERO;

    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public void every(Duration interval, Runnable task) {
        repetitions.add(new Repetition(interval, task));
    }

    @Override
    public Duration uptime() {
        return uptime;
    }

    /// Millisecond by millisecond, running what is due.
    void advance(Duration time) {
        for (long i = 0; i < time.toMillis(); i++) {
            uptime = uptime.plusMillis(1);
            for (Repetition repetition : repetitions) {
                if (uptime.toMillis() % repetition.interval().toMillis() == 0) {
                    repetition.task().run();
                }
            }
        }
    }
}
