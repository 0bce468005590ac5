package dev.hubbub.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.UserId;
import dev.hubbub.server.session.SessionStore.Rotation;
import dev.hubbub.server.session.SessionStore.Token;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What every store of sessions keeps to.
@Tag("integration")
public abstract class SessionStoreContract {
    private static final AtomicLong NUMBERS = new AtomicLong(System.nanoTime());
    private static final Device LAPTOP = new Device("a browser", InetAddress.ofLiteral("192.0.2.7"));
    private static final Device PHONE = new Device("a phone, ünïcode 📱", InetAddress.ofLiteral("2001:db8::7"));

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private UserId ana = new UserId(1);
    private UserId bo = new UserId(2);

    protected abstract SessionStore store();

    @BeforeEach
    void newPeople() {
        ana = new UserId(NUMBERS.incrementAndGet());
        bo = new UserId(NUMBERS.incrementAndGet());
    }

    @Test
    void aTokenWorksOnceAndTheNextOneGoesOn() {
        LoginSession session = begin(ana, "first-" + ana);
        Instant later = now.plusSeconds(5);
        Rotation rotation = store().rotate(hash("first-" + ana), token("second-" + ana), PHONE, later);
        assertThat(rotation).isEqualTo(new Rotation.Rotated(new LoginSession(session.id(), ana, 3, PHONE, now, later)));
        assertThat(rotate("second-" + ana, "third-" + ana)).isInstanceOf(Rotation.Rotated.class);
    }

    @Test
    void aUsedTokenIsKnownAgainAndNamesItsSession() {
        LoginSession session = begin(ana, "first-" + ana);
        rotate("first-" + ana, "second-" + ana);
        rotate("second-" + ana, "third-" + ana);
        assertThat(rotate("first-" + ana, "fourth-" + ana))
                .isInstanceOfSatisfying(
                        Rotation.Reused.class,
                        reused -> assertThat(reused.session().id()).isEqualTo(session.id()));
        assertThat(rotate("fourth-" + ana, "fifth-" + ana)).isEqualTo(new Rotation.Unknown());
    }

    @Test
    void ofTwoThatUseATokenAtOnceOneIsRefused() throws Exception {
        for (int round = 0; round < 20; round++) {
            String first = "race-" + round + "-" + ana;
            begin(ana, first);
            CyclicBarrier start = new CyclicBarrier(2);
            try (var threads = Executors.newFixedThreadPool(2)) {
                List<Callable<Rotation>> both = List.of(
                        () -> {
                            start.await();
                            return rotate(first, first + "-a");
                        },
                        () -> {
                            start.await();
                            return rotate(first, first + "-b");
                        });
                List<Class<?>> outcomes = new java.util.ArrayList<>();
                for (var outcome : threads.invokeAll(both)) {
                    outcomes.add(outcome.get().getClass());
                }
                assertThat(outcomes).containsExactlyInAnyOrder(Rotation.Rotated.class, Rotation.Reused.class);
            }
        }
    }

    @Test
    void whatNobodyWasGivenIsUnknown() {
        assertThat(rotate("made-up-" + ana, "next-" + ana)).isEqualTo(new Rotation.Unknown());
        assertThat(store().find(hash("made-up-" + ana), now)).isEmpty();
    }

    @Test
    void anExpiredTokenIsUnknown() {
        LoginSession session = session(ana);
        store().insert(session, new Token(hash("old-" + ana), now.minusSeconds(1)));
        assertThat(rotate("old-" + ana, "next-" + ana)).isEqualTo(new Rotation.Unknown());
        assertThat(store().of(ana, now)).isEmpty();
    }

    @Test
    void theLastUsedSessionIsListedFirst() {
        LoginSession first = begin(ana, "one-" + ana);
        LoginSession second = begin(ana, "two-" + ana);
        begin(bo, "three-" + bo);
        store().rotate(
                        hash("one-" + ana),
                        new Token(hash("one-again-" + ana), now.plus(Duration.ofDays(31))),
                        PHONE,
                        now.plusSeconds(9));
        assertThat(store().of(ana, now))
                .extracting(LoginSession::id, LoginSession::device)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(first.id(), PHONE),
                        org.assertj.core.groups.Tuple.tuple(second.id(), LAPTOP));
    }

    @Test
    void aRemovedSessionIsGoneWithItsTokens() {
        LoginSession session = begin(ana, "mine-" + ana);
        store().remove(bo, session.id());
        assertThat(store().of(ana, now)).as("another user removes nothing").hasSize(1);
        store().remove(ana, session.id());
        assertThat(store().of(ana, now)).isEmpty();
        assertThat(rotate("mine-" + ana, "next-" + ana)).isEqualTo(new Rotation.Unknown());
    }

    @Test
    void onlySessionsOfEarlierGenerationsAreRemovedTogether() {
        begin(ana, "before-" + ana);
        LoginSession after = new LoginSession(new SessionId(NUMBERS.incrementAndGet()), ana, 4, LAPTOP, now, now);
        store().insert(after, token("after-" + ana));
        store().removeAll(ana, 4);
        assertThat(store().of(ana, now)).extracting(LoginSession::id).containsExactly(after.id());
        assertThat(rotate("before-" + ana, "next-" + ana)).isEqualTo(new Rotation.Unknown());
    }

    @Test
    void aTokenFindsItsSessionWithoutBeingUsed() {
        LoginSession session = begin(ana, "mine-" + ana);
        assertThat(store().find(hash("mine-" + ana), now)).hasValue(session);
        assertThat(rotate("mine-" + ana, "next-" + ana)).isInstanceOf(Rotation.Rotated.class);
        assertThat(store().find(hash("mine-" + ana), now)).isPresent();
    }

    @Test
    void whatHasExpiredCanBeClearedAway() {
        begin(ana, "mine-" + ana);
        store().insert(session(bo), new Token(hash("old-" + bo), now.minusSeconds(1)));
        store().deleteExpired(now);
        assertThat(store().of(ana, now)).hasSize(1);
        assertThat(store().of(bo, now.minusSeconds(60))).isEmpty();
    }

    private LoginSession begin(UserId user, String token) {
        LoginSession session = session(user);
        store().insert(session, token(token));
        return session;
    }

    private LoginSession session(UserId user) {
        return new LoginSession(new SessionId(NUMBERS.incrementAndGet()), user, 3, LAPTOP, now, now);
    }

    private Rotation rotate(String used, String next) {
        return store().rotate(hash(used), token(next), PHONE, now);
    }

    private Token token(String text) {
        return new Token(hash(text), now.plus(Duration.ofDays(30)));
    }

    private static TokenHash hash(String token) {
        return TokenHash.of(token);
    }
}
