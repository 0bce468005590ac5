package dev.hubbub.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Tasks from several threads, just while the loop is about to rest, for real and many times: Lincheck's model checker
/// does not steer virtual threads.
class SerialLoopTest {
    private static final int ROUNDS = 3_000;
    private static final int TASKS = 5;

    @Test
    void eachTaskRunsOnceInItsThreadsOrderAndNeverBesideAnother() throws Exception {
        var start = new CyclicBarrier(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < ROUNDS; round++) {
                var loop = new SerialLoop("racing");
                // No lock: only the loop may touch it.
                List<Integer> ran = new ArrayList<>();
                var done = new CountDownLatch(2 * TASKS);
                List<Future<?>> all = List.of(
                        threads.submit(() -> execute(loop, start, 0, ran, done)),
                        threads.submit(() -> execute(loop, start, 100, ran, done)));
                for (Future<?> one : all) {
                    one.get();
                }
                assertThat(done.await(30, TimeUnit.SECONDS))
                        .as("round %d", round)
                        .isTrue();
                assertThat(ran)
                        .as("round %d", round)
                        .hasSize(2 * TASKS)
                        .containsSubsequence(0, 1, 2, 3, 4)
                        .containsSubsequence(100, 101, 102, 103, 104);
            }
        }
    }

    private static Void execute(SerialLoop loop, CyclicBarrier start, int first, List<Integer> ran, CountDownLatch done)
            throws Exception {
        start.await();
        for (int i = 0; i < TASKS; i++) {
            int number = first + i;
            loop.execute(() -> {
                ran.add(number);
                done.countDown();
            });
        }
        return null;
    }
}
