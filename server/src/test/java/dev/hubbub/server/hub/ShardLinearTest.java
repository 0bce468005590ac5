package dev.hubbub.server.hub;

import dev.hubbub.protocol.RoomId;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Lincheck tries the interleavings of a loop that empties its queue with those who put something in: whatever
/// was put in is taken by a run that somebody asked for.
class ShardLinearTest {
    private static final RoomId HALLWAY = new RoomId(1);
    private static final RoomId DESIGN = new RoomId(2);
    private static final DeliveryMeter METER = DeliveryMeter.unread();

    @Test
    @Tag("soak")
    void theLoopIsWokenForWhateverComesWhileARunEnds() {
        Lincheck.runConcurrentTest(500, ShardLinearTest::tellWhileARunEnds);
    }

    private static void tellWhileARunEnds() {
        Queue<Runnable> loop = new ConcurrentLinkedQueue<>();
        var audiences = new Audiences(0, RoomInterest.NONE);
        var shard = new Shard(loop::add, (_, _, _) -> {}, (_, _) -> {}, audiences, UserInterest.NONE, METER);
        shard.reached(HALLWAY, 1);
        Thread telling = Thread.ofPlatform().start(() -> shard.reached(DESIGN, 1));
        runAll(loop);
        try {
            telling.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        runAll(loop);
        if (audiences.find(HALLWAY) == null || audiences.find(DESIGN) == null) {
            throw new AssertionError("something waits, and no run will come");
        }
    }

    private static void runAll(Queue<Runnable> loop) {
        for (Runnable run = loop.poll(); run != null; run = loop.poll()) {
            run.run();
        }
    }
}
