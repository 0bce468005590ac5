package dev.hubbub.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RevocationsTest {
    private static final UserId ANA = new UserId(1);
    private static final UserId BO = new UserId(2);
    private static final SessionId LAPTOP = new SessionId(11);
    private static final SessionId PHONE = new SessionId(12);

    private final AtomicLong nanos = new AtomicLong();
    private final Revocations revocations = new Revocations(nanos::get);

    @Test
    void oneSessionEndsAndTheOthersGoOn() {
        revocations.take(new EndedSession.One(ANA, LAPTOP, EndReason.SIGNED_OUT));
        assertThat(revocations.cover(ANA, LAPTOP, 0)).isTrue();
        assertThat(revocations.cover(ANA, PHONE, 0)).isFalse();
        assertThat(revocations.cover(BO, LAPTOP, 0)).isFalse();
    }

    @Test
    void aNewGenerationRefusesTheTokensBeforeIt() {
        revocations.take(new EndedSession.Earlier(ANA, 5, EndReason.PASSWORD_CHANGED));
        revocations.take(new EndedSession.Earlier(ANA, 4, EndReason.TOKENS_OUTDATED));
        assertThat(revocations.cover(ANA, LAPTOP, 4)).isTrue();
        assertThat(revocations.cover(ANA, LAPTOP, 5)).isFalse();
        assertThat(revocations.cover(BO, LAPTOP, 0)).isFalse();
    }

    @Test
    void whatComesTwiceIsToldOnce() {
        List<EndedSession> told = new ArrayList<>();
        revocations.onEnd(told::add);
        EndedSession ended = new EndedSession.One(ANA, LAPTOP, EndReason.SIGNED_OUT);
        EndedSession all = new EndedSession.Earlier(ANA, 1, EndReason.DEACTIVATED);
        List.of(ended, all, ended, all).forEach(revocations::take);
        assertThat(told).containsExactly(ended, all);
    }

    @Test
    void tokensAreRefusedBeforeAnybodyHears() {
        List<Boolean> refused = new ArrayList<>();
        revocations.onEnd(_ -> refused.add(revocations.cover(ANA, LAPTOP, 0)));
        revocations.take(new EndedSession.One(ANA, LAPTOP, EndReason.SIGNED_OUT));
        assertThat(refused).containsExactly(true);
    }

    @Test
    void whatEveryTokenHasOutlivedIsForgotten() {
        revocations.take(new EndedSession.One(ANA, LAPTOP, EndReason.SIGNED_OUT));
        revocations.take(new EndedSession.Earlier(BO, 2, EndReason.DEACTIVATED));
        nanos.addAndGet(LoginSessions.ACCESS_LIFETIME.toNanos());
        revocations.take(new EndedSession.One(ANA, PHONE, EndReason.SIGNED_OUT));
        assertThat(revocations.cover(ANA, LAPTOP, 0)).isTrue();
        nanos.addAndGet(Revocations.KEPT.toNanos());
        revocations.take(new EndedSession.One(BO, new SessionId(13), EndReason.SIGNED_OUT));
        assertThat(revocations.cover(ANA, LAPTOP, 0)).isFalse();
        assertThat(revocations.cover(BO, LAPTOP, 1)).isFalse();
    }
}
