package dev.hubbub.server.timeline;

import java.util.concurrent.Executor;

/// Timelines whose questions to the log run when a test of another package says so.
public final class SteppedTimelines {
    private SteppedTimelines() {}

    public static Timelines of(Backfill log, Outlet outlet, Executor later) {
        return new Timelines(log, outlet, 10, later);
    }
}
