package dev.hubbub.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.protocol.UserId;
import dev.hubbub.server.proxy.Incoming;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AuditTest {
    private static final InstantSource CLOCK = InstantSource.system();

    private final List<AuditEntry> stored = new CopyOnWriteArrayList<>();

    @Test
    void whatIsRecordedIsStoredInOrder() {
        try (Audit audit = new Audit(stored::addAll, CLOCK)) {
            for (int i = 0; i < 1_000; i++) {
                audit.record(AuditEvent.of(Action.LOGGED_IN).with("no", i));
            }
        }
        assertThat(stored).hasSize(1_000);
        assertThat(stored.stream().map(entry -> entry.event().details().get("no")))
                .startsWith("0", "1", "2")
                .endsWith("999");
    }

    @Test
    void aStoreThatFailsIsGivenTheSameEntriesAgain() {
        AtomicInteger tries = new AtomicInteger();
        List<UUID> given = new CopyOnWriteArrayList<>();
        try (Audit audit = new Audit(
                entries -> {
                    entries.forEach(entry -> given.add(entry.id()));
                    if (tries.incrementAndGet() < 2) {
                        throw new IllegalStateException("away");
                    }
                    stored.addAll(entries);
                },
                CLOCK)) {
            audit.record(AuditEvent.of(Action.LOGGED_IN));
            await().until(() -> !stored.isEmpty());
        }
        assertThat(given).hasSize(2);
        assertThat(given.get(0)).isEqualTo(given.get(1));
    }

    @Test
    void itNeverWaitsAndOwnsUpToWhatItLost() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch hang = new CountDownLatch(1);
        Audit audit = new Audit(
                entries -> {
                    busy.countDown();
                    uninterruptibly(hang);
                    stored.addAll(entries);
                },
                CLOCK,
                10);
        audit.record(AuditEvent.of(Action.STARTED));
        busy.await();
        for (int i = 0; i < 25; i++) {
            audit.record(AuditEvent.of(Action.LOGIN_FAILED));
        }
        assertThat(audit.lost()).isEqualTo(15);
        hang.countDown();
        audit.close();
        assertThat(stored).hasSize(1 + 10 + 1);
        AuditEvent last = stored.getLast().event();
        assertThat(last.action()).isEqualTo(Action.ENTRIES_LOST);
        assertThat(last.details()).containsEntry("entries", "15");
    }

    @Test
    void itClosesInBoundedTimeThoughTheStoreIsAway() {
        Audit audit = new Audit(
                _ -> {
                    throw new IllegalStateException("away");
                },
                CLOCK);
        audit.record(AuditEvent.of(Action.STARTED));
        audit.close();
        audit.record(AuditEvent.of(Action.STARTED));
        assertThat(audit.lost()).isEqualTo(1);
    }

    @Test
    void aStrangersTextNeitherEndsTheLineNorForgesAKey() {
        AuditEvent event = AuditEvent.of(Action.LOGIN_FAILED)
                .by(new UserId(7))
                .from(new Incoming(InetAddress.ofLiteral("192.0.2.1"), "r-1"))
                .with("device", "x\" who=1\nlogged_in who=1");
        assertThat(new AuditEntry(new UUID(0, 1), Instant.EPOCH, event).line())
                .isEqualTo(
                        "login_failed who=7 from=192.0.2.1 request=r-1 device=\"x\\\" who=1\\u000alogged_in who=1\"");
    }

    @Test
    void whatCouldNotBeStoredOrIsTooLongIsCut() {
        AuditEvent event =
                AuditEvent.of(Action.LOGIN_FAILED).with("nul", "a\0b").with("long", "x".repeat(10_000));
        assertThat(event.details()).containsEntry("nul", "(not storable)");
        assertThat(event.details().get("long")).hasSize(501);
    }

    @Test
    void everyWireNameIsReadBack() {
        List<Action> read = new ArrayList<>();
        for (Action action : Action.values()) {
            Action.ofWireName(action.wireName()).ifPresent(read::add);
        }
        assertThat(read).containsExactly(Action.values());
        assertThat(Map.of(Action.LOGIN_FAILED, "login_failed"))
                .allSatisfy((action, name) -> assertThat(action.wireName()).isEqualTo(name));
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
