package dev.hubbub.server.presence;

import java.time.Duration;
import java.util.concurrent.Executor;

/// The one thread that owns what this package knows, and its clock. Tasks run one after the other, in the order
/// in which they came.
public interface PresenceLoop extends Executor {

    /// Runs `task` on the loop again and again, `interval` apart.
    void every(Duration interval, Runnable task);

    /// Only good for differences; never goes back.
    Duration uptime();
}
