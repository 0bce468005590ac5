package dev.hubbub.server.cluster;

import dev.hubbub.server.db.CommitTimes;
import dev.hubbub.server.db.Database;
import dev.hubbub.server.db.EventLog;
import dev.hubbub.server.db.Settings;
import dev.hubbub.server.timeline.Timelines.LogReader;
import java.time.InstantSource;

/// What the stream is compared with.
///
/// @param marks where nodes tell each other how far that was done
/// @param epoch the database's
record StreamSource(CommitTimes committed, LogReader log, Settings marks, String epoch, InstantSource clock) {
    /// Of one room this many are looked at, in a single comparison.
    private static final int MOST_PER_ROOM = 100_000;

    static StreamSource of(Database database, InstantSource clock) {
        return new StreamSource(
                new CommitTimes(database, MOST_PER_ROOM),
                new EventLog(database)::range,
                new Settings(database),
                database.epoch(),
                clock);
    }
}
