package dev.hubbub.server.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.log.CommittedBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final RoomId HALLWAY = new RoomId(1);
    private static final Person ANA = new Person(new UserId(2), "ana");

    private final List<Long> received = new ArrayList<>();
    private final List<long[]> requests = new ArrayList<>();
    private Timeline hallway = timeline();

    @Test
    void aLaterMessageWaitsUntilTheGapIsFilled() {
        hallway.offer(messages(1, 1));
        hallway.offer(messages(3, 4));
        assertThat(received).containsExactly(1L);
        hallway.offer(messages(2, 2));
        assertThat(received).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void aGapIsAskedForOnce() {
        hallway.offer(messages(1, 1));
        hallway.offer(messages(5, 5));
        hallway.offer(messages(5, 5));
        hallway.offer(messages(6, 6));
        assertThat(requests).containsExactly(new long[] {2, 4});
    }

    @Test
    void repeatsAndOverlapsAreReleasedOnce() {
        hallway.offer(messages(1, 3));
        hallway.offer(messages(1, 3));
        hallway.offer(messages(2, 5));
        hallway.offer(messages(5, 5));
        assertThat(received).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void moreThanItMayHoldIsDroppedAndAskedForAgain() {
        hallway.offer(messages(1, 1));
        hallway.offer(messages(3, 3 + Timeline.MAX_HELD));
        assertThat(requests.getLast()).containsExactly(2, 3 + Timeline.MAX_HELD);
        hallway.offer(messages(2, 3 + Timeline.MAX_HELD));
        assertThat(received).hasSize(3 + Timeline.MAX_HELD);
    }

    @Test
    void oneThatWasIdleRetiresAndTakesNothingAnyMore() {
        hallway.offer(messages(1, 1));
        assertThat(hallway.retireIfIdle()).isFalse();
        assertThat(hallway.retireIfIdle()).isTrue();
        assertThat(hallway.offer(messages(3, 3))).isFalse();
        assertThat(received).containsExactly(1L);
        assertThat(requests).isEmpty();
    }

    @Test
    void oneThatMissesSomethingDoesNotRetire() {
        hallway.offer(messages(1, 1));
        hallway.offer(messages(3, 3));
        hallway.retireIfIdle();
        assertThat(hallway.retireIfIdle()).isFalse();
    }

    @Test
    void eachSeqIsReleasedOnceAndInOrderUnderAnyShuffleLossRepeatAndOverlap() {
        for (long seed = 0; seed < 5_000; seed++) {
            received.clear();
            requests.clear();
            hallway = timeline();
            Random random = new Random(seed);
            int count = 1 + random.nextInt(60);
            hallway.offer(messages(1, 1));
            deliverBadly(random, count);
            hallway.offer(messages(count, count));
            answerRequests(random);
            assertThat(received)
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, count).boxed().toList());
        }
    }

    private void deliverBadly(Random random, int count) {
        List<EncodedEvents> batches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long first = 1L + random.nextInt(count);
            long last = Math.min(count, first + random.nextInt(6));
            batches.add(messages(first, last));
        }
        Collections.shuffle(batches, random);
        batches.forEach(hallway::offer);
    }

    /// Like the log: answers every request sooner or later, in any order, some in pages.
    private void answerRequests(Random random) {
        while (!requests.isEmpty()) {
            long[] wanted = requests.remove(random.nextInt(requests.size()));
            long middle = wanted[0] + random.nextInt((int) (wanted[1] - wanted[0] + 1));
            hallway.offer(messages(wanted[0], middle));
            if (middle < wanted[1]) {
                hallway.offer(messages(middle + 1, wanted[1]));
            }
        }
    }

    @Test
    void offersFromManyThreadsAreReleasedOnceAndInOrder() throws InterruptedException {
        hallway.offer(messages(1, 1));
        int threads = 4;
        int count = 20_000;
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> offering = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            Random random = new Random(t);
            offering.add(Thread.ofPlatform().start(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                for (long seq = 2; seq <= count; seq++) {
                    hallway.offer(messages(seq, Math.min(count, seq + random.nextInt(3))));
                }
            }));
        }
        start.countDown();
        for (Thread thread : offering) {
            thread.join();
        }
        assertThat(received)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, count).boxed().toList());
    }

    private Timeline timeline() {
        return new Timeline(
                HALLWAY,
                batch -> LongStream.rangeClosed(batch.first(), batch.last()).forEach(received::add),
                (_, from, to) -> requests.add(new long[] {from, to}));
    }

    private static EncodedEvents messages(long first, long last) {
        return EncodedEvents.of(new CommittedBatch(
                HALLWAY,
                LongStream.rangeClosed(first, last)
                        .mapToObj(seq -> Event.message(HALLWAY, seq, Instant.EPOCH, ANA, new Ref("r-" + seq), "hi"))
                        .toList()));
    }
}
