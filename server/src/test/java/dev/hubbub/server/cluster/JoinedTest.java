package dev.hubbub.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.timeline.EncodedEvents;
import dev.hubbub.server.timeline.EncodedEvents.Change;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class JoinedTest {
    private static final RoomId HALLWAY = new RoomId(77);
    private static final long SEED = 20_261_124;
    private static final int SEQS = 30;

    /// Every third is a join.
    private static EncodedEvents events(long first, long last) {
        String body = LongStream.rangeClosed(first, last)
                .mapToObj("{\"seq\":%d}"::formatted)
                .collect(Collectors.joining("\n"));
        List<Change> changes = LongStream.rangeClosed(first, last)
                .filter(seq -> seq % 3 == 0)
                .mapToObj(seq -> new Change(seq, EventKind.MEMBER_JOINED, new UserId(seq)))
                .toList();
        return EncodedEvents.of(
                HALLWAY, first, (int) (last - first + 1), body.getBytes(StandardCharsets.UTF_8), changes);
    }

    @Test
    void itGoesAsFarAsThereIsNoHoleWhateverTheOrderAndOverlaps() {
        Random random = new Random(SEED);
        for (int round = 0; round < 5_000; round++) {
            long from = 1 + random.nextLong(SEQS);
            long to = from + random.nextLong(SEQS);
            Joined joined = new Joined(from, to);
            BitSet added = new BitSet();
            for (int i = random.nextInt(10); i > 0; i--) {
                int first = 1 + random.nextInt(2 * SEQS);
                int last = first + random.nextInt(SEQS / 2);
                joined.add(events(first, last));
                added.set(first, last + 1);
            }
            long reached = Math.min(to, added.nextClearBit((int) from) - 1);
            if (reached < from) {
                assertThat(joined.asFarAsItGoes()).isEmpty();
            } else {
                EncodedEvents whole = joined.asFarAsItGoes().orElseThrow();
                EncodedEvents expected = events(from, reached);
                assertThat(whole.first()).isEqualTo(from);
                assertThat(whole.body()).isEqualTo(expected.body());
                assertThat(whole.changes()).isEqualTo(expected.changes());
            }
            assertThat(joined.isWhole()).isEqualTo(reached == to);
        }
    }
}
