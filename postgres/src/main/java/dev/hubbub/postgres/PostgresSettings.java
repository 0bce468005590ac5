package dev.hubbub.postgres;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// How an [EmbeddedPostgres] is to run. Start from [#defaults()] or [#forTests()] and change what differs.
///
/// @param binaries the folder to unpack the binaries into, or null for the server's own folder
/// @param startTimeout how long a start may take, the recovery after a crash included
/// @param parameters PostgreSQL's own parameters by name; they win over ours in `postgres.conf`, not over the
/// operator's
/// @param progress is told, in a sentence each, of steps that take the operator's time
public record PostgresSettings(
        @Nullable Path binaries, Duration startTimeout, Map<String, String> parameters, Consumer<String> progress) {

    public PostgresSettings {
        parameters = Map.copyOf(parameters);
    }

    /// Everything below the server's own folder, tuned for commits that must not wait; progress goes to the log.
    public static PostgresSettings defaults() {
        var log = LoggerFactory.getLogger(EmbeddedPostgres.class);
        // Recovery replays at most max_wal_size since the last checkpoint: minutes on a slow disk, never an hour.
        return new PostgresSettings(null, Duration.ofMinutes(15), Map.of(), log::info);
    }

    /// Shares one unpacked copy of the binaries between all tests of this user, in
    /// `${java.io.tmpdir}/hubbub-postgres-<user>`, and takes little memory. As safe as [#defaults()] otherwise:
    /// a test that kills the server must see what an operator would see.
    public static PostgresSettings forTests() {
        var cache = "hubbub-postgres-" + System.getProperty("user.name");
        return defaults()
                .withBinaries(Path.of(System.getProperty("java.io.tmpdir"), cache))
                .withParameter("shared_buffers", "32MB")
                .withParameter("min_wal_size", "64MB");
    }

    /// Keeps the binaries in a folder that several servers may share; each version gets a folder below it.
    public PostgresSettings withBinaries(Path folder) {
        return new PostgresSettings(folder, startTimeout, parameters, progress);
    }

    public PostgresSettings withStartTimeout(Duration timeout) {
        return new PostgresSettings(binaries, timeout, parameters, progress);
    }

    /// Sets one of PostgreSQL's own parameters, such as `shared_buffers`. What keeps the promises (`fsync`, the
    /// listening address …) cannot be changed this way.
    public PostgresSettings withParameter(String name, String value) {
        var more = new TreeMap<>(parameters);
        more.put(name, value);
        return new PostgresSettings(binaries, startTimeout, more, progress);
    }

    public PostgresSettings withProgress(Consumer<String> listener) {
        return new PostgresSettings(binaries, startTimeout, parameters, listener);
    }
}
