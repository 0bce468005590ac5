package dev.hubbub.client;

import static dev.hubbub.client.ScriptedServer.BO;
import static dev.hubbub.client.Stage.HALLWAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomKind;
import dev.hubbub.protocol.RoomState;
import dev.hubbub.protocol.ServerMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnreadTest {
    private final Unread unread = new Unread();

    @Test
    void messagesAfterTheSnapshotAreAdded() {
        unread.take(state(4, 2, 2));
        unread.take(message(5));
        assertThat(unread.count()).isEqualTo(3);
    }

    @Test
    void aMessageThatACountHasInItAlreadyIsNotAddedWhenItComes() {
        unread.take(state(4, 4, 0));
        unread.take(new ServerMessage.ReadMoved(HALLWAY, 4, 1, 5));
        unread.take(message(5));
        assertThat(unread.count()).isEqualTo(1);
    }

    @Test
    void aMessageThatCameBeforeAnOlderCountStays() {
        unread.take(state(4, 0, 4));
        unread.take(message(5));
        unread.take(new ServerMessage.ReadMoved(HALLWAY, 4, 0, 4));
        assertThat(unread.count()).isEqualTo(1);
    }

    @Test
    void aCountOvertakenByANewerOneIsIgnored() {
        unread.take(state(4, 0, 4));
        unread.take(new ServerMessage.ReadMoved(HALLWAY, 4, 0, 4));
        unread.take(new ServerMessage.ReadMoved(HALLWAY, 2, 2, 4));
        assertThat(unread.count()).isZero();
    }

    @Test
    void whatIsSeenHereIsReadAtOnce() {
        unread.take(state(4, 1, 3));
        unread.take(message(5));
        unread.take(message(6));
        unread.readTo(5);
        assertThat(unread.count()).isEqualTo(1);
    }

    @Test
    void anyMixOfCountsAndMessagesEndsAtTheTruth() {
        for (int seed = 0; seed < 1_000; seed++) {
            assertThat(mixed(new Random(seed))).as("seed %d", seed).isEqualTo(0L);
        }
    }

    /// A log of messages only, in which the marker moves now and then; the counts of that go their own way.
    ///
    /// @return by how much the client is wrong in the end
    private static long mixed(Random random) {
        Unread client = new Unread();
        client.take(state(0, 0, 0));
        List<Event> events = new ArrayList<>();
        List<ServerMessage.ReadMoved> counts = new ArrayList<>();
        long last = 0;
        long read = 0;
        for (int step = 0; step < 60; step++) {
            if (random.nextInt(3) > 0) {
                events.add(message(++last));
            } else {
                read += random.nextLong(last - read + 1);
                counts.add(new ServerMessage.ReadMoved(HALLWAY, read, last - read, last));
            }
            if (random.nextBoolean() && !events.isEmpty()) {
                client.take(events.removeFirst());
            }
            if (random.nextBoolean() && !counts.isEmpty()) {
                client.take(counts.remove(random.nextInt(counts.size())));
            }
        }
        events.forEach(client::take);
        counts.forEach(client::take);
        return client.count() - (last - read);
    }

    private static Event message(long seq) {
        return Event.message(HALLWAY, seq, Instant.EPOCH, BO, new Ref("b-" + seq), "hi");
    }

    private static RoomState state(long lastSeq, long readSeq, long unread) {
        return new RoomState(HALLWAY, "hallway", "", RoomKind.PUBLIC, true, null, 2, 0, lastSeq, readSeq, unread);
    }
}
