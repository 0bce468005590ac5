package dev.hubbub.server.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.UserId;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class PresenceThreadTest {
    private static final RoomId HALLWAY = new RoomId(11);

    @Test
    void aFailingTaskDoesNotEndTheFlushes() throws InterruptedException {
        var config = new PresenceConfig(
                Duration.ofMillis(1), Duration.ZERO, 10, Duration.ofMillis(1), 1_000, Duration.ofSeconds(3));
        var sent = new LinkedBlockingQueue<ServerMessage>();
        try (var loop = new PresenceThread()) {
            var presence = new Presence(
                    loop,
                    config,
                    (_, message) -> {
                        sent.add(message);
                        throw new IllegalStateException("on purpose");
                    },
                    _ -> false);
            for (int i = 1; i <= 3; i++) {
                presence.visit(new Person(new UserId(i), "user" + i)).enter(Set.of(HALLWAY));
                assertThat(sent.poll(10, TimeUnit.SECONDS)).isNotNull();
            }
        }
    }

    @Test
    void whatComesAfterTheCloseIsIgnored() {
        var loop = new PresenceThread();
        loop.close();
        loop.execute(() -> {
            throw new IllegalStateException("must not run");
        });
        assertThat(loop.uptime()).isPositive();
    }
}
