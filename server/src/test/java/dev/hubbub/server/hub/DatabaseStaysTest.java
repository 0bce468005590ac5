package dev.hubbub.server.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DatabaseStaysTest {
    private static final RoomId HALLWAY = new RoomId(1);
    private static final Stay BO = new Stay(new UserId(2), HALLWAY, 7);
    private static final Stay CY = new Stay(new UserId(3), HALLWAY, 8);

    private final Set<Stay> on = ConcurrentHashMap.newKeySet();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    @Test
    void whoAsksIsToldOnlyOfAStayThatGoesOnAndIsThatOne() {
        on.add(BO);
        try (var stays = new DatabaseStays((_, _) -> List.copyOf(on))) {
            stays.ask(new Stay(BO.user(), HALLWAY, 3), () -> told.add("of a stay before"));
            stays.ask(CY, () -> told.add("of one who is out"));
            stays.ask(BO, () -> told.add("of bo"));
            await().until(() -> told.contains("of bo"));
        }
        assertThat(told).containsExactly("of bo");
    }

    @Test
    void aDatabaseThatFailsIsAskedAgain() {
        on.add(BO);
        var asked = new AtomicInteger();
        try (var stays = new DatabaseStays((_, _) -> {
            if (asked.incrementAndGet() < 3) {
                throw new IllegalStateException("planted: the database is away");
            }
            return List.copyOf(on);
        })) {
            stays.ask(BO, () -> told.add("of bo"));
            await().until(() -> told.contains("of bo"));
        }
        assertThat(asked).hasValue(3);
    }

    @Test
    void anEventLoopThatHasEndedHarmsNoOther() {
        on.addAll(Set.of(BO, CY));
        try (var stays = new DatabaseStays((_, _) -> List.copyOf(on))) {
            stays.ask(BO, () -> {
                throw new RejectedExecutionException("planted");
            });
            stays.ask(CY, () -> told.add("of cy"));
            await().until(() -> told.contains("of cy"));
        }
    }
}
