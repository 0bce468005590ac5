package dev.hubbub.cli.verify.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckerTest {
    private final Truth truth = new Truth();

    @Test
    void aTruthfulRecordIsClean() {
        assertThat(Checker.check(truth.evidence()).findings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Planted.class)
    void aPlantedFaultIsFoundForWhatItIs(Planted planted) {
        Verdict verdict = SelfTest.judge(planted);
        assertThat(verdict.findings()).isNotEmpty().allMatch(finding -> finding.breach() == planted.breach());
    }

    @Test
    void everyBreachIsPlanted() {
        Set<Breach> planted =
                Arrays.stream(Planted.values()).map(Planted::breach).collect(Collectors.toSet());
        assertThat(planted).containsExactlyInAnyOrder(Breach.values());
    }

    @Test
    void aMessageThatWasPostponedMayBeOvertaken() {
        Planted.SENDS_SWAPPED.into(truth);
        truth.wire.add(new Fact.Postponed("ana-4"));
        Verdict verdict = Checker.check(truth.evidence());
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.tally().overtaken()).isEqualTo(1);
    }

    @Test
    void aMessageWhoseRefusalNobodyHeardMayBeSentAgainAndBeOvertaken() {
        Planted.SENDS_SWAPPED.into(truth);
        truth.wire.add(new Fact.Refused("ana-4", "not_a_member"));
        assertThat(Checker.check(truth.evidence()).findings()).isEmpty();
    }

    @Test
    void aMessageThatWentBothWaysMayBeRefusedOneWayAndTakenTheOther() {
        truth.ana.add(Truth.indexOfAck(truth.ana, "ana-10"), new Fact.Refused("ana-10", "not_a_member"));
        assertThat(Checker.check(truth.evidence()).findings()).isEmpty();
    }

    @Test
    void anUnconfirmedMessageMayBeInTheLogOrNot() {
        truth.ana.removeIf(
                fact -> fact instanceof Fact.Acked acked && acked.ref().equals("ana-10"));
        truth.ana.add(Truth.sent("ana-never-stored"));
        Verdict verdict = Checker.check(truth.evidence());
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.tally().unconfirmed()).isEqualTo(2);
    }

    @Test
    void aStayMayEndUnseenIfTheClientIsToldWhenItComesBack() {
        for (long seq = 7; seq <= 9; seq++) {
            truth.bo.remove(Truth.index(truth.bo, seq));
        }
        truth.bo.addAll(
                Truth.index(truth.bo, 12),
                List.of(new Fact.Offline(), new Fact.Left(Truth.HALLWAY), new Fact.Online()));
        assertThat(Checker.check(truth.evidence()).findings()).isEmpty();
    }

    @Test
    void aStayThatPassedWhileTheClientWasAwayIsNotOwedToIt() {
        for (long seq = 4; seq <= 9; seq++) {
            truth.bo.remove(Truth.index(truth.bo, seq));
        }
        assertThat(Checker.check(truth.evidence()).findings()).isEmpty();
    }

    @Test
    void aResetToTheBeginningOfAStayIsHonest() {
        for (long seq = 7; seq <= 9; seq++) {
            truth.bo.remove(Truth.index(truth.bo, seq));
        }
        truth.bo.add(Truth.index(truth.bo, 12), new Fact.Reset(Truth.HALLWAY, 12));
        assertThat(Checker.check(truth.evidence()).findings()).isEmpty();
    }
}
