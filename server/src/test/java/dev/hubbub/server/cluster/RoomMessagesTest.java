package dev.hubbub.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.db.Room;
import dev.hubbub.server.timeline.EncodedEvents;
import dev.hubbub.server.timeline.EncodedEvents.Change;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RoomMessagesTest {
    private static final RoomId HALLWAY = new RoomId(77);
    private static final int LARGE = 1 << 20;
    private static final long SEED = 20_261_124;

    private final RoomMessages here = new RoomMessages("n1", "e1", () -> LARGE);
    private final RoomMessages there = new RoomMessages("n2", "e1", () -> LARGE);

    private static EncodedEvents events(RoomId room, long first, int count, List<Change> changes) {
        String body = LongStream.range(first, first + count)
                .mapToObj("{\"seq\":%d,\"text\":\"hi ä\"}"::formatted)
                .collect(Collectors.joining("\n"));
        return EncodedEvents.of(room, first, count, body.getBytes(StandardCharsets.UTF_8), changes);
    }

    private static BusMessage with(BusMessage message, String name, String value) {
        Map<String, String> headers = new HashMap<>(message.headers());
        headers.put(name, value);
        return new BusMessage(message.subject(), headers, message.body());
    }

    @Test
    void eventsComeBackAsTheyWereWritten() {
        List<Change> changes = List.of(
                new Change(6, EventKind.MEMBER_JOINED, new UserId(1)),
                new Change(8, EventKind.MEMBER_LEFT, new UserId(2)));
        EncodedEvents sent = events(HALLWAY, 5, 4, changes);
        BusMessage message = here.write(sent).getFirst();
        assertThat(message.subject()).isEqualTo("chat.room." + HALLWAY);
        assertThat(message.headers()).containsEntry("Nats-Msg-Id", HALLWAY + ":5");
        EncodedEvents read = there.read(message).orElseThrow();
        assertThat(read.room()).isEqualTo(HALLWAY);
        assertThat(read.first()).isEqualTo(5);
        assertThat(read.last()).isEqualTo(8);
        assertThat(read.changes()).isEqualTo(changes);
        assertThat(read.body()).isEqualTo(sent.body());
    }

    @Test
    void theGlobalRoomHasASubjectOfItsOwn() {
        assertThat(here.write(events(Room.GLOBAL, 1, 1, List.of())).getFirst().subject())
                .isEqualTo("chat.global");
    }

    @Test
    void anEchoIsIgnored() {
        assertThat(here.read(here.write(events(HALLWAY, 1, 1, List.of())).getFirst()))
                .isEmpty();
        assertThat(here.malformedCount()).isZero();
    }

    @Test
    void anotherVersionOrEpochIsSkippedAndCounted() {
        BusMessage message = here.write(events(HALLWAY, 1, 1, List.of())).getFirst();
        assertThat(there.read(with(message, "Hubbub-Version", "2"))).isEmpty();
        assertThat(there.read(with(message, "Hubbub-Epoch", "e2"))).isEmpty();
        assertThat(there.otherVersionCount()).isOne();
        assertThat(there.otherEpochCount()).isOne();
        assertThat(there.malformedCount()).isZero();
    }

    @Test
    void whatIsTooLargeForOneMessageIsSplitInOrder() {
        RoomMessages small = new RoomMessages("n1", "e1", () -> 1_000);
        List<Change> changes = List.of(new Change(40, EventKind.MEMBER_JOINED, new UserId(1)));
        EncodedEvents sent = events(HALLWAY, 1, 100, changes);
        List<EncodedEvents> parts = small.write(sent).stream()
                .map(message -> there.read(message).orElseThrow())
                .toList();
        assertThat(parts).hasSizeGreaterThan(1);
        long next = 1;
        for (EncodedEvents part : parts) {
            assertThat(part.first()).isEqualTo(next);
            next = part.last() + 1;
        }
        assertThat(next).isEqualTo(101);
        assertThat(parts.stream().flatMap(part -> part.changes().stream())).isEqualTo(changes);
        assertThat(parts.stream().map(part -> new String(part.body(), StandardCharsets.UTF_8)))
                .satisfies(all ->
                        assertThat(String.join("\n", all)).isEqualTo(new String(sent.body(), StandardCharsets.UTF_8)));
    }

    @Test
    void anEventTooLargeForAnyMessageIsLeftOutAndCounted() {
        RoomMessages small = new RoomMessages("n1", "e1", () -> 100);
        assertThat(small.write(events(HALLWAY, 1, 3, List.of()))).isEmpty();
        assertThat(small.tooLargeCount()).isEqualTo(3);
    }

    @Test
    void nothingThatSomebodySendsIsThrownAtTheBus() {
        Random random = new Random(SEED);
        BusMessage good = here.write(
                        events(HALLWAY, 5, 4, List.of(new Change(6, EventKind.MEMBER_JOINED, new UserId(1)))))
                .getFirst();
        List<String> names = List.copyOf(good.headers().keySet());
        List<String> values =
                List.of("", "0", "-1", "5", "9223372036854775807", "2147483647", "x", "5:6:7", ":,:", "ä");
        for (int i = 0; i < 20_000; i++) {
            Map<String, String> headers = new HashMap<>(good.headers());
            for (int k = random.nextInt(4); k > 0; k--) {
                String name = names.get(random.nextInt(names.size()));
                if (random.nextBoolean()) {
                    headers.remove(name);
                } else {
                    headers.put(name, values.get(random.nextInt(values.size())));
                }
            }
            byte[] body = good.body().clone();
            for (int k = random.nextInt(4); k > 0; k--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            var message = new BusMessage(good.subject(), headers, body);
            there.read(message).ifPresent(events -> assertThat(events.room()).isEqualTo(HALLWAY));
        }
        assertThat(there.malformedCount()).isPositive();
    }
}
