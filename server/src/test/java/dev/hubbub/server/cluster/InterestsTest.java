package dev.hubbub.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InterestsTest {
    private static final Duration LINGER = Duration.ofSeconds(5);

    private final List<String> calls = new ArrayList<>();
    private long now;
    private final Interests<String> interests = interests(LINGER);

    private Interests<String> interests(Duration linger) {
        return new Interests<>(
                linger,
                () -> now,
                key -> {
                    calls.add("+" + key);
                    return () -> calls.add("-" + key);
                },
                key -> calls.add("end of " + key));
    }

    @Test
    void thereIsOneSubscriptionFromTheFirstLoopUntilAWhileAfterTheLast() {
        interests.wanted("a");
        interests.wanted("a");
        interests.unwanted("a");
        later(60);
        interests.unwanted("a");
        later(4);
        assertThat(calls).containsExactly("+a");
        later(1);
        assertThat(calls).containsExactly("+a", "-a", "end of a");
        assertThat(interests.keys()).isEmpty();
    }

    @Test
    void whoComesBackBeforeThatFindsItStillThere() {
        interests.wanted("a");
        interests.unwanted("a");
        later(4);
        interests.wanted("a");
        later(60);
        interests.unwanted("a");
        later(4);
        interests.wanted("a");
        interests.unwanted("a");
        later(4);
        assertThat(calls).containsExactly("+a");
        later(1);
        assertThat(calls).containsExactly("+a", "-a", "end of a");
    }

    @Test
    void whatIsOnlyKeptForAWhileIsNotWanted() {
        interests.wanted("a");
        interests.wanted("a");
        interests.wanted("b");
        assertThat(interests.wanted()).isEqualTo(2);
        interests.unwanted("a");
        interests.unwanted("b");
        assertThat(interests.wanted()).isEqualTo(1);
        assertThat(interests.keys()).hasSize(2);
    }

    @Test
    void withoutABusNothingIsKeptForAWhile() {
        Interests<String> brief = interests(Duration.ZERO);
        brief.wanted("a");
        brief.unwanted("a");
        assertThat(calls).containsExactly("+a", "-a", "end of a");
    }

    @Test
    void whatIsDoneUnlessWantedIsNotDoneIfItIs() {
        interests.wanted("a");
        interests.unlessWanted("a", () -> calls.add("a after all"));
        interests.unlessWanted("b", () -> calls.add("b"));
        assertThat(calls).containsExactly("+a", "b");
        assertThat(interests.has("b")).isFalse();
    }

    /// Loops that want and do not want the same few things, while others sweep.
    @Test
    void subscriptionsAddUpFromWhateverThreads() throws Exception {
        AtomicInteger open = new AtomicInteger();
        Interests<Integer> raced = new Interests<>(
                Duration.ofNanos(1),
                System::nanoTime,
                _ -> {
                    open.incrementAndGet();
                    return open::decrementAndGet;
                },
                _ -> {});
        int loops = 4;
        CountDownLatch done = new CountDownLatch(loops);
        try (var threads = Executors.newFixedThreadPool(loops)) {
            for (int loop = 0; loop < loops; loop++) {
                long seed = loop;
                threads.execute(() -> {
                    Random random = new Random(seed);
                    for (int i = 0; i < 20_000; i++) {
                        int key = random.nextInt(3);
                        raced.wanted(key);
                        if (random.nextInt(3) == 0) {
                            raced.sweep();
                        }
                        raced.unwanted(key);
                    }
                    done.countDown();
                });
            }
            done.await();
        }
        raced.sweep();
        assertThat(raced.keys()).isEmpty();
        assertThat(open).hasValue(0);
    }

    private void later(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
        interests.sweep();
    }
}
