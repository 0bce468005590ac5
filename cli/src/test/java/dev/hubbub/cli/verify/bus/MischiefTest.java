package dev.hubbub.cli.verify.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MischiefTest {
    @Test
    void theSameSeedGivesTheSameFates() {
        assertThat(fates(new Mischief(7, 30))).isEqualTo(fates(new Mischief(7, 30)));
        assertThat(fates(new Mischief(7, 30))).isNotEqualTo(fates(new Mischief(8, 30)));
    }

    @Test
    void soManyOfAHundredMeetWithSomethingAndEachKindComesUp() {
        Mischief mischief = new Mischief(7, 30);
        Mischief.Dice dice = mischief.dice();
        Stream.generate(dice::next).limit(10_000).forEach(_ -> {});
        Mischief.Counts counts = mischief.counts();
        assertThat(counts.all()).isEqualTo(10_000);
        assertThat(counts.passed()).isBetween(6_800L, 7_200L);
        assertThat(List.of(counts.lost(), counts.repeated(), counts.delayed(), counts.overtaken()))
                .allSatisfy(count -> assertThat(count).isBetween(600L, 900L));
    }

    private static List<Mischief.Fate> fates(Mischief mischief) {
        return Stream.generate(mischief.dice()::next).limit(200).toList();
    }
}
