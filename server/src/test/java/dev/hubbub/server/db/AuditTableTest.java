package dev.hubbub.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.audit.Action;
import dev.hubbub.server.audit.AuditEntry;
import dev.hubbub.server.audit.AuditEvent;
import dev.hubbub.server.audit.AuditQuery;
import dev.hubbub.server.audit.AuditRow;
import dev.hubbub.server.proxy.Incoming;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("integration")
class AuditTableTest {
    private static final AuditQuery ALL = new AuditQuery(null, null, null, null, null, null, null, 100);

    private final DatabaseSettings settings = TestPostgres.freshDatabase();
    private Database database;
    private AuditTable table;

    @BeforeEach
    void open() {
        database = Database.open(settings);
        table = new AuditTable(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anEntryIsReadAsItWasWritten() {
        table.insert(List.of(entry(
                Instant.parse("2026-11-24T01:02:03Z"),
                AuditEvent.of(Action.ROLE_CHANGED)
                        .by(new UserId(7))
                        .on("user", 8)
                        .from(new Incoming(InetAddress.ofLiteral("2001:db8::1"), "r-1"))
                        .with("role", "a \"quoted\", {strange} \\ one"))));
        AuditRow row = table.page(ALL).items().getFirst();
        assertThat(row.at()).isEqualTo("2026-11-24T01:02:03Z");
        assertThat(row.action()).isEqualTo("role_changed");
        assertThat(row.who()).isEqualTo(new Person(new UserId(7), "unknown"));
        assertThat(row.whom()).isEqualTo("user:8");
        assertThat(row.address()).isEqualTo("2001:db8:0:0:0:0:0:1");
        assertThat(row.request()).isEqualTo("r-1");
        assertThat(row.details()).isEqualTo("{\"role\": \"a \\\"quoted\\\", {strange} \\\\ one\"}");
    }

    @Test
    void storingAnEntryAgainChangesNothing() {
        List<AuditEntry> entries =
                List.of(entry(Instant.now(), AuditEvent.of(Action.STARTED)), entry(Instant.now(), started()));
        table.insert(entries);
        table.insert(entries);
        assertThat(table.page(ALL).items()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit SET action = 'started'",
                "DELETE FROM audit",
                "TRUNCATE audit",
                "BEGIN; SET LOCAL hubbub.audit_sweep = 'on'; DELETE FROM audit; COMMIT",
                "BEGIN; SET LOCAL hubbub.audit_sweep = 'on'; TRUNCATE audit; COMMIT",
                "INSERT INTO audit (entry, at, action, details) SELECT entry, at, 'x', '{}' FROM audit ON CONFLICT (entry) DO UPDATE SET action = 'x'",
            })
    void nobodyChangesOrDeletesWhatIsWrittenDown(String sql) {
        table.insert(List.of(entry(Instant.now(), started())));
        assertThatThrownBy(() -> TestPostgres.execute(settings.jdbcUrl(), sql)).hasMessageContaining("append-only");
        assertThat(table.page(ALL).items()).hasSize(1);
    }

    @Test
    void theSweepDeletesWhatIsOldButNeverTheLastDay() {
        Instant now = Instant.now();
        table.insert(List.of(
                entry(now.minus(Duration.ofDays(40)), started()),
                entry(now.minus(Duration.ofDays(20)), started()),
                entry(now, started())));
        table.deleteOlder(Duration.ofDays(30));
        assertThat(table.page(ALL).items()).hasSize(2);
        assertThatThrownBy(() -> table.deleteOlder(Duration.ZERO)).hasMessageContaining("append-only");
        assertThat(table.page(ALL).items()).hasSize(2);
    }

    @Test
    void pagesHoldEachEntryOnceTheNewestFirst() {
        for (int i = 0; i < 5; i++) {
            table.insert(List.of(entry(Instant.now(), started().with("no", i))));
        }
        var first = table.page(two(null));
        assertThat(first.items()).extracting(AuditRow::details).containsExactly("{\"no\": \"4\"}", "{\"no\": \"3\"}");
        var second = table.page(two(first.next()));
        assertThat(second.items()).extracting(AuditRow::details).containsExactly("{\"no\": \"2\"}", "{\"no\": \"1\"}");
        var third = table.page(two(second.next()));
        assertThat(third.items()).hasSize(1);
        assertThat(third.next()).isNull();
    }

    private static AuditQuery two(@Nullable String before) {
        Long cursor = before == null ? null : Long.valueOf(before);
        return new AuditQuery(null, null, null, null, null, null, cursor, 2);
    }

    private static AuditEvent started() {
        return AuditEvent.of(Action.STARTED);
    }

    private static AuditEntry entry(Instant at, AuditEvent event) {
        return new AuditEntry(UUID.randomUUID(), at, event);
    }
}
