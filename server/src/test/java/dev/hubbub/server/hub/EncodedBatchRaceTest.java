package dev.hubbub.server.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.log.CommittedBatch;
import dev.hubbub.server.timeline.EncodedEvents;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Loops that want the same batch compressed at the same moment, for real and many times: Lincheck's model
/// checker does not see into a native compressor or memory outside the heap, and just there is what could go
/// wrong.
class EncodedBatchRaceTest {
    private static final int ROUNDS = 2_000;
    private static final int LOOPS = 3;
    private static final RoomId HALLWAY = new RoomId(1);
    private static final Person ANA = new Person(new UserId(2), "ana");

    private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true);
    private final Deflation deflation = new Deflation(1);

    @Test
    void allLoopsShareOneCompressedFormAndItsMemoryGoesWithTheLastOfThem() throws Exception {
        var start = new CyclicBarrier(LOOPS);
        Event event = Event.message(HALLWAY, 1, Instant.EPOCH, ANA, new Ref("r"), "hello ".repeat(100));
        try (ExecutorService loops = Executors.newFixedThreadPool(LOOPS)) {
            for (int round = 0; round < ROUNDS; round++) {
                EncodedBatch batch =
                        EncodedBatch.of(EncodedEvents.of(new CommittedBatch(HALLWAY, List.of(event))), memory);
                batch.retain().retain();
                List<Future<Long>> taken = List.of(
                        loops.submit(() -> compressed(batch, start)),
                        loops.submit(() -> compressed(batch, start)),
                        loops.submit(() -> compressed(batch, start)));
                long address = taken.getFirst().get();
                for (Future<Long> other : taken) {
                    assertThat(other.get()).as("round %d", round).isEqualTo(address);
                }
                assertThat(memory.metric().usedDirectMemory())
                        .as("bytes kept after round %d", round)
                        .isZero();
            }
        }
    }

    /// Like a shard: takes the frames for its connections, then gives up the batch, while others still use it.
    private long compressed(EncodedBatch batch, CyclicBarrier start) throws Exception {
        start.await();
        ByteBuf frames = batch.frames(1, 1, deflation);
        batch.release();
        long address = frames.memoryAddress();
        // Nobody may free the memory before all have looked, or two forms could have had one address in turn.
        start.await();
        frames.release();
        return address;
    }
}
