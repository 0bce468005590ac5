package dev.hubbub.server.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.log.CommittedBatch;
import dev.hubbub.server.timeline.Timeline.Gap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final RoomId HALLWAY = new RoomId(1);
    private static final Person ANA = new Person(new UserId(2), "ana");

    private Released released = new Released(HALLWAY);
    /// Who was told to seek; each is told once until he asked and found nothing missing.
    private final List<Timeline> seeking = new ArrayList<>();
    private Timeline hallway = new Timeline(HALLWAY, released, seeking::add, new TimelineCounts());

    @Test
    void aLaterMessageWaitsUntilTheGapIsFilled() {
        hallway.offer(messages(1, 1));
        hallway.offer(messages(3, 4));
        assertThat(released.seqs()).containsExactly(1L);
        hallway.offer(messages(2, 2));
        assertThat(released.seqs()).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void aGapIsSoughtByOne() {
        hallway.offer(messages(1, 1));
        hallway.offer(messages(5, 5));
        hallway.offer(messages(5, 5));
        hallway.offer(messages(7, 7));
        assertThat(seeking).containsExactly(hallway);
        assertThat(hallway.missing()).contains(new Gap(2, 4));
    }

    @Test
    void onlyWhatIsStillMissingIsAskedFor() {
        hallway.offer(messages(1, 1));
        hallway.offer(messages(5, 5));
        hallway.offer(messages(2, 3));
        assertThat(hallway.missing()).contains(new Gap(4, 4));
        hallway.offer(messages(4, 4));
        assertThat(hallway.missing()).isEmpty();
        hallway.offer(messages(7, 7));
        assertThat(seeking).hasSize(2);
    }

    @Test
    void whatIsAnnouncedAndDidNotComeIsSought() {
        hallway.offer(messages(1, 1));
        hallway.announce(1);
        assertThat(seeking).isEmpty();
        hallway.announce(3);
        assertThat(hallway.missing()).contains(new Gap(2, 3));
        assertThat(released.seqs()).containsExactly(1L);
    }

    @Test
    void oneThatIsAnnouncedFirstBeginsThereAndSaysSo() {
        hallway.announce(7);
        hallway.offer(messages(6, 9));
        assertThat(released.seqs()).containsExactly(-7L, 8L, 9L);
        assertThat(seeking).isEmpty();
    }

    @Test
    void aGapThatIsTooLongIsSkippedAndWhatCameFromBeyondIsReleased() {
        hallway.offer(messages(1, 1));
        long far = Timeline.MAX_HELD + 10L;
        hallway.offer(messages(far - 10, far - 5));
        hallway.announce(far - 10);
        assertThat(released.seqs()).containsExactly(1L);
        hallway.announce(far + 100);
        hallway.offer(messages(far + 101, far + 101));
        assertThat(released.seqs()).containsExactly(1L, -far - 100, far + 101);
        long further = far + 101 + Timeline.MAX_HELD + 2;
        hallway.offer(messages(further, further));
        assertThat(released.seqs()).endsWith(1 - further, further);
        assertThat(hallway.missing()).isEmpty();
    }

    @Test
    void repeatsAndOverlapsAreReleasedOnce() {
        hallway.offer(messages(1, 3));
        hallway.offer(messages(1, 3));
        hallway.offer(messages(2, 5));
        hallway.offer(messages(5, 5));
        assertThat(released.seqs()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void moreThanItMayHoldIsDroppedAndAskedForAgain() {
        hallway.offer(messages(1, 1));
        hallway.offer(messages(3, 3 + Timeline.MAX_HELD));
        assertThat(hallway.missing()).contains(new Gap(2, 3L + Timeline.MAX_HELD));
        hallway.offer(messages(2, 3 + Timeline.MAX_HELD));
        assertThat(released.seqs()).hasSize(3 + Timeline.MAX_HELD);
    }

    @Test
    void oneThatWasIdleRetiresAndTakesNothingAnyMore() {
        hallway.offer(messages(1, 1));
        assertThat(hallway.retireIfIdle()).isFalse();
        assertThat(hallway.retireIfIdle()).isTrue();
        assertThat(hallway.offer(messages(3, 3))).isFalse();
        assertThat(released.seqs()).containsExactly(1L);
        assertThat(seeking).isEmpty();
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
            begin();
            Random random = new Random(seed);
            int count = 1 + random.nextInt(60);
            hallway.offer(messages(1, 1));
            deliverBadly(random, count);
            hallway.offer(messages(count, count));
            fill(random);
            assertThat(released.seqs())
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

    /// Like the log: has everything, and gives it in pieces.
    private void fill(Random random) {
        for (Optional<Gap> gap = hallway.missing(); gap.isPresent(); gap = hallway.missing()) {
            long from = gap.get().from();
            hallway.offer(messages(from, from + random.nextInt((int) (gap.get().to() - from + 1))));
        }
    }

    private void begin() {
        released = new Released(HALLWAY);
        seeking.clear();
        hallway = new Timeline(HALLWAY, released, seeking::add, new TimelineCounts());
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
        assertThat(released.seqs())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, count).boxed().toList());
    }

    private static EncodedEvents messages(long first, long last) {
        return EncodedEvents.of(new CommittedBatch(
                HALLWAY,
                LongStream.rangeClosed(first, last)
                        .mapToObj(seq -> Event.message(HALLWAY, seq, Instant.EPOCH, ANA, new Ref("r-" + seq), "hi"))
                        .toList()));
    }
}
