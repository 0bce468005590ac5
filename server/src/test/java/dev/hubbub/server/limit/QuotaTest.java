package dev.hubbub.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class QuotaTest {
    @Test
    void whatIsTakenAndGivenBackByManyIsFreeInTheEnd() throws Exception {
        var quota = new Quota<String>(1);
        var start = new CyclicBarrier(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<Integer>> held = List.of(
                    threads.submit(() -> acquireAndRelease(quota, start)),
                    threads.submit(() -> acquireAndRelease(quota, start)));
            int both = 0;
            for (Future<Integer> count : held) {
                both += count.get();
            }
            assertThat(both).isPositive();
        }
        assertThat(quota.tryAcquire("ana")).isTrue();
        assertThat(quota.tryAcquire("ana")).isFalse();
    }

    private static int acquireAndRelease(Quota<String> quota, CyclicBarrier start) throws Exception {
        start.await();
        int held = 0;
        for (int i = 0; i < 20_000; i++) {
            if (quota.tryAcquire("ana")) {
                held++;
                quota.release("ana");
            }
        }
        return held;
    }
}
