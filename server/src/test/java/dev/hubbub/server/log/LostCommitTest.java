package dev.hubbub.server.log;

import static dev.hubbub.server.log.LogFixture.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.protocol.Event;
import dev.hubbub.server.db.Database;
import dev.hubbub.server.db.DatabaseSettings;
import dev.hubbub.server.db.TestPostgres;
import dev.hubbub.server.log.AppendResult.AlreadyCommitted;
import dev.hubbub.server.log.AppendResult.Committed;
import dev.hubbub.server.log.AppendResult.Unconfirmed;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The connection breaks while PostgreSQL is at the COMMIT, which is made to wait for a lock that the test holds.
@Tag("integration")
final class LostCommitTest {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATE = Duration.ofSeconds(60);

    private final LogFixture fixture = new LogFixture();
    private CuttableWire wire;
    private Database database;
    private Connection holder;

    @BeforeEach
    void makeCommitsWait() throws Exception {
        var direct = fixture.settings;
        int port = URI.create(direct.jdbcUrl().substring("jdbc:".length())).getPort();
        wire = new CuttableWire(port);
        var url = direct.jdbcUrl().replace(":" + port + "/", ":" + wire.port() + "/");
        database = Database.open(new DatabaseSettings(url, direct.user(), direct.password(), 2));
        TestPostgres.execute(direct.jdbcUrl(), """
                CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS
                  'BEGIN PERFORM pg_advisory_xact_lock_shared(77); RETURN NULL; END';
                CREATE CONSTRAINT TRIGGER commit_waits AFTER INSERT ON events DEFERRABLE INITIALLY DEFERRED
                  FOR EACH ROW EXECUTE FUNCTION wait()""");
        holder = fixture.database.connect(new Properties());
    }

    @AfterEach
    void close() throws Exception {
        wire.mend();
        holder.close();
        database.close();
        wire.close();
        fixture.close();
    }

    @Test
    void whoseCommitIsUnknownAtTheDeadlineIsToldSoAndTheRetryFindsIt() throws Exception {
        var room = fixture.room("hallway", fixture.ana);
        var draft = post(fixture.ana, room, "hi");
        try (var committers = committers(SOON)) {
            var result = cutDuringCommit(committers, draft);
            assertThat(result.orTimeout(30, TimeUnit.SECONDS).join()).isInstanceOf(Unconfirmed.class);
            letCommit();
            wire.mend();
            assertThat(retried(committers, draft)).isInstanceOf(AlreadyCommitted.class);
        }
        assertThat(fixture.log.range(room, 2, 10)).extracting(Event::ref).containsExactly(draft.ref());
    }

    @Test
    void theRetryStoresWhatTheLostCommitDidNot() throws Exception {
        var room = fixture.room("hallway", fixture.ana);
        var draft = post(fixture.ana, room, "hi");
        try (var committers = committers(SOON)) {
            var result = cutDuringCommit(committers, draft);
            assertThat(result.orTimeout(30, TimeUnit.SECONDS).join()).isInstanceOf(Unconfirmed.class);
            TestPostgres.terminateCommitters(fixture.settings);
            letCommit();
            wire.mend();
            assertThat(retried(committers, draft)).isInstanceOf(Committed.class);
        }
        assertThat(fixture.log.range(room, 2, 10)).extracting(Event::ref).containsExactly(draft.ref());
    }

    @Test
    void aCommitThatIsFoundBeforeTheDeadlineIsAcknowledgedAsIfNothingHadHappened() throws Exception {
        var room = fixture.room("hallway", fixture.ana);
        var draft = post(fixture.ana, room, "hi");
        try (var committers = committers(LATE)) {
            var result = cutDuringCommit(committers, draft);
            letCommit();
            wire.mend();
            assertThat(result.orTimeout(60, TimeUnit.SECONDS).join()).isInstanceOf(Committed.class);
        }
        assertThat(fixture.log.range(room, 2, 10)).extracting(Event::ref).containsExactly(draft.ref());
    }

    private GroupCommitters committers(Duration settleWithin) {
        var defaults = GroupCommitConfig.defaults();
        var config = new GroupCommitConfig(
                1, defaults.maxBatch(), defaults.queueCapacity(), defaults.maxRoomsPerUser(), settleWithin);
        return new GroupCommitters(database, config, _ -> {}, LogFixture.meter());
    }

    private CompletableFuture<AppendResult> cutDuringCommit(GroupCommitters committers, Draft draft)
            throws SQLException {
        execute("SELECT pg_advisory_lock(77)");
        // Until its connection stands, a committer takes nothing.
        var result = LogFixture.append(committers, draft);
        await().until(this::aCommitWaits);
        wire.cut();
        return result;
    }

    private boolean aCommitWaits() throws SQLException {
        try (var statement = holder.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = database"
                        + " WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()")) {
            rows.next();
            return rows.getInt(1) == 1;
        }
    }

    private void letCommit() throws SQLException {
        execute("SELECT pg_advisory_unlock(77)");
    }

    /// As often as it takes for the committer to find the mended wire.
    private static AppendResult retried(GroupCommitters committers, Draft draft) {
        return await().atMost(LATE)
                .until(
                        () -> LogFixture.append(committers, draft)
                                .orTimeout(30, TimeUnit.SECONDS)
                                .join(),
                        result -> result instanceof Committed || result instanceof AlreadyCommitted);
    }

    private void execute(String sql) throws SQLException {
        try (var statement = holder.createStatement()) {
            statement.execute(sql);
        }
    }
}
