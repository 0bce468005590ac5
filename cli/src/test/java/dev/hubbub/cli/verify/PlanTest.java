package dev.hubbub.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlanTest {
    @Test
    void theSameSeedGivesTheSameFaults() {
        assertThat(Plan.of(settings(7))).isEqualTo(Plan.of(settings(7))).isNotEqualTo(Plan.of(settings(8)));
    }

    @Test
    void everyKillThatWasAskedForIsPlanned() {
        assertThat(Plan.of(settings(7)).kills()).hasSize(3 + 2);
    }

    @Test
    void theFirstKillsAreThoseOfTheServerAndOfItsDatabase() {
        assertThat(Plan.of(settings(7)).kills())
                .extracting(Fault::kind)
                .contains(Fault.Kind.KILL_SERVER, Fault.Kind.KILL_POSTMASTER);
    }

    private static VerifySettings settings(long seed) {
        return new VerifySettings(Duration.ofMinutes(5), 1, 12, 5, 5, 3, 2, 60, 0, seed);
    }
}
