package dev.hubbub.server.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.log.CommittedBatch;
import dev.hubbub.server.timeline.EncodedEvents;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AudiencesTest {
    private static final Person ANA = new Person(new UserId(2), "ana");

    private final Audiences audiences = new Audiences(10_000, 2, RoomInterest.NONE);

    @Test
    void ofTheDesertedRoomsTheOneThatNothingHappenedInForLongestGoesFirst() {
        List<EncodedBatch> batches = List.of(post(1, 1), post(2, 1), post(1, 2), post(3, 1));
        assertThat(audiences.find(new RoomId(2))).isNull();
        assertThat(audiences.find(new RoomId(1))).isNotNull();
        assertThat(audiences.find(new RoomId(3))).isNotNull();
        assertThat(batches).extracting(EncodedBatch::refCnt).containsExactly(1, 0, 1, 1);
        audiences.forget();
        assertThat(batches).extracting(EncodedBatch::refCnt).containsOnly(0);
    }

    @Test
    void itKnowsWhetherARoomThatHadAnEventSinceHasGone() {
        long before = audiences.now();
        post(1, 1);
        long between = audiences.now();
        post(2, 1);
        assertThat(audiences.hasAllSince(before)).isTrue();
        post(3, 1);
        assertThat(audiences.hasAllSince(before)).isFalse();
        assertThat(audiences.hasAllSince(between)).isTrue();
    }

    @Test
    void aRoomThatSomebodyIsInStays() {
        Feed ana = audiences.attach(new RecordingSubscriber(ANA.id()), new RoomId(1), 0, true);
        for (int room = 1; room <= 5; room++) {
            post(room, 1);
        }
        assertThat(audiences.active()).containsExactly(new RoomId(1));
        audiences.detach(ana);
        assertThat(audiences.active()).isEmpty();
        assertThat(audiences.find(new RoomId(1))).isSameAs(ana.audience);
    }

    private EncodedBatch post(long room, long seq) {
        Event event = new Event(
                new RoomId(room),
                seq,
                EventKind.MESSAGE,
                Instant.EPOCH,
                ANA,
                new Ref("r-" + seq),
                "hi",
                null,
                null,
                null);
        EncodedBatch batch = EncodedBatch.of(
                EncodedEvents.of(new CommittedBatch(new RoomId(room), List.of(event))),
                UnpooledByteBufAllocator.DEFAULT);
        audiences.remember(batch);
        batch.release();
        return batch;
    }
}
