package dev.hubbub.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Two nodes and a tally whose answers are given by hand.
class SharedAllotmentTest {
    /// Nothing is refilled while a test runs.
    private static final Rate RATE = new Rate(32, 1, Duration.ofDays(1));

    private final ManualTally tally = new ManualTally(RATE.burst());
    private final Allotment here = new SharedAllotment(tally, "ana", RATE);
    private final Allotment there = new SharedAllotment(tally, "ana", RATE);

    @Test
    void aPortionIsSettledAtATime() {
        assertThat(taken(here, 1)).isEqualTo(1);
        assertThat(tally.asked()).isZero();
        assertThat(taken(here, 1)).isEqualTo(1);
        assertThat(tally.asked()).isEqualTo(1);
        tally.answer();
        assertThat(tally.left()).isEqualTo(30);
    }

    @Test
    void nobodyWaitsForAnAnswerAndOneIsAskedForAtATime() {
        assertThat(taken(here, 40)).isEqualTo(32);
        assertThat(tally.asked()).isEqualTo(1);
    }

    /// Nothing more is taken that would settle it: the burst is used up.
    @Test
    void whatWasTakenWhileOneWasAskedForIsSettledAfterIt() {
        assertThat(taken(here, 40)).isEqualTo(32);
        tally.answer();
        assertThat(tally.left()).isZero();
        tally.answer();
        assertThat(tally.asked()).isZero();
    }

    @Test
    void whatOneNodeLetThroughIsGoneOnTheOther() {
        for (int i = 0; i < 15; i++) {
            assertThat(taken(here, 2)).isEqualTo(2);
            tally.answer();
        }
        assertThat(taken(there, 2)).isEqualTo(2);
        tally.answer();
        assertThat(there.take()).isPositive();
        assertThat(tally.left()).isZero();
    }

    @Test
    void whatBothLetThroughAtOnceIsPaidBack() {
        assertThat(taken(here, 32)).isEqualTo(32);
        assertThat(taken(there, 32)).isEqualTo(32);
        for (int i = 0; i < 4; i++) {
            tally.answer();
        }
        assertThat(tally.left()).isEqualTo(-32);
        assertThat(here.take()).isPositive();
        assertThat(there.take()).isPositive();
    }

    @Test
    void withoutAnswersEachNodeHasItsOwnLimit() {
        tally.goAway();
        assertThat(taken(here, 100)).isEqualTo(32);
        assertThat(here.take()).isPositive();
        assertThat(taken(there, 100)).isEqualTo(32);
        assertThat(there.take()).isPositive();
    }

    @Test
    void aTallyThatForgotGivesNoMoreThanABurst() {
        for (int i = 0; i < 16; i++) {
            assertThat(taken(here, 2)).isEqualTo(2);
            tally.answerWith(RATE.burst());
        }
        assertThat(taken(here, 100)).isEqualTo(32);
    }

    @Test
    void whatIsBeingSettledStaysAndWhatIsFullMayGo() {
        Allotment quick = new SharedAllotment(tally, "ana", new Rate(1, 1_000_000_000, Duration.ofSeconds(1)));
        assertThat(quick.take()).isZero();
        assertThat(quick.leave(false)).isFalse();
        tally.answerWith(1);
        assertThat(quick.leave(false)).isTrue();
        assertThat(quick.take()).isEqualTo(Allotment.GONE);
    }

    private static int taken(Allotment allotment, int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += allotment.take() == 0 ? 1 : 0;
        }
        return taken;
    }
}
