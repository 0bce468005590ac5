package dev.hubbub.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.server.db.Stretch;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CoverageTest {
    private static final long SEED = 20_261_124;
    private static final RoomId HALLWAY = new RoomId(7);
    private static final int SEQS = 60;

    private static Stretch stretch(long first, long last) {
        return new Stretch(HALLWAY, first, last);
    }

    @Test
    void whatWasNeverAddedIsMissing() {
        Coverage coverage = new Coverage();
        coverage.add(stretch(3, 4));
        coverage.add(stretch(8, 9));
        assertThat(coverage.missing(stretch(1, 12))).containsExactly(stretch(1, 2), stretch(5, 7), stretch(10, 12));
        assertThat(coverage.missing(new Stretch(new RoomId(8), 3, 4))).hasSize(1);
    }

    @Test
    void itAgreesWithASetOfSeqsWhateverTheOrderAndOverlaps() {
        Random random = new Random(SEED);
        for (int round = 0; round < 5_000; round++) {
            Coverage coverage = new Coverage();
            BitSet there = new BitSet();
            for (int i = random.nextInt(8); i > 0; i--) {
                Stretch some = any(random);
                coverage.add(some);
                there.set((int) some.first(), (int) some.last() + 1);
            }
            Stretch wanted = any(random);
            BitSet missing = new BitSet();
            missing.set((int) wanted.first(), (int) wanted.last() + 1);
            missing.andNot(there);
            assertThat(coverage.missing(wanted)).isEqualTo(stretches(missing));
        }
    }

    private static Stretch any(Random random) {
        int first = 1 + random.nextInt(SEQS);
        return stretch(first, first + random.nextInt(SEQS / 3));
    }

    private static List<Stretch> stretches(BitSet seqs) {
        List<Stretch> stretches = new ArrayList<>();
        for (int first = seqs.nextSetBit(0); first >= 0; ) {
            int end = seqs.nextClearBit(first);
            stretches.add(stretch(first, end - 1));
            first = seqs.nextSetBit(end);
        }
        return stretches;
    }
}
