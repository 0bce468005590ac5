package dev.hubbub.server.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Role;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.account.SigningKey;
import dev.hubbub.server.db.ChallengeAnswers;
import dev.hubbub.server.db.FactorTable;
import dev.hubbub.server.db.SessionEndTable;
import dev.hubbub.server.db.SessionTable;
import dev.hubbub.server.factor.Challenge.Purpose;
import dev.hubbub.server.factor.FactorEvent.Kind;
import dev.hubbub.server.ids.Ids;
import dev.hubbub.server.log.LogFixture;
import dev.hubbub.server.session.Device;
import dev.hubbub.server.session.Endings;
import dev.hubbub.server.session.LoginSessions;
import dev.hubbub.server.session.Revocations;
import dev.hubbub.server.session.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class SecondFactorsTest {
    private static final String PASSWORD = "correct horse";

    private final LogFixture store = new LogFixture();
    private final FactorTable table = new FactorTable(store.database);
    private final List<FactorEvent> audit = new CopyOnWriteArrayList<>();
    private final Map<UserId, Standing> users = new HashMap<>();
    private final SigningKey key = SigningKey.ofSecret(SigningKey.randomSecret());
    private final SecretBox box = new SecretBox(key.derive("secrets", "AES"));
    private final Codes codes = new Codes(table, box, audit::add, this::now);
    private final Challenges challenges = new Challenges(
            key.derive("challenges", "HmacSHA256"), new ChallengeAnswers(store.database), new Ids(), this::now);
    private final Authenticators authenticators = new Authenticators(
            table,
            codes,
            box,
            (_, password, _) ->
                    password.equals(PASSWORD) ? new PasswordProof.Verdict.Right() : new PasswordProof.Verdict.Wrong(),
            audit::add,
            this::now);
    private final SecondFactors factors =
            new SecondFactors(table, codes, challenges, user -> Optional.ofNullable(users.get(user)), sessions());
    private final UserId ana = store.ana.id();
    private Instant now = Instant.parse("2026-11-24T01:02:03Z");

    private Instant now() {
        return now;
    }

    private LoginSessions sessions() {
        return new LoginSessions(
                new SessionTable(store.database),
                new Endings(new SessionEndTable(store.database), new Revocations()),
                user -> Optional.ofNullable(users.get(user)),
                (_, _) -> "token",
                _ -> {},
                new Ids(),
                this::now);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void nothingIsAskedOfThoseWhoHaveNothingOn() {
        Standing user = standing(0);
        assertThat(factors.required(user)).isEmpty();
        assertThat(authenticators.begin(store.ana, PASSWORD, Device.UNKNOWN)).isInstanceOf(Enrolment.Begun.class);
        assertThat(factors.required(user)).as("not confirmed yet").isEmpty();
    }

    @Test
    void itIsOnOnlyAfterARightCode() {
        TestApp app = begin();
        assertThat(confirm("000000")).isInstanceOf(Enrolment.WrongCode.class);
        assertThat(authenticators.of(ana).totp()).isFalse();
        assertThat(confirm(app.code(now))).isInstanceOf(Enrolment.Recoverable.class);
        assertThat(authenticators.of(ana)).isEqualTo(new Authenticators.Status(true, 10));
        assertThat(authenticators.begin(store.ana, PASSWORD, Device.UNKNOWN)).isInstanceOf(Enrolment.AlreadyOn.class);
    }

    @Test
    void aCodeSignsInOnce() {
        TestApp app = on();
        later(Duration.ofMinutes(1));
        String code = app.code(now);
        assertThat(answer(code)).isInstanceOf(SecondStep.Accepted.class);
        assertThat(answer(code)).isInstanceOf(SecondStep.WrongCode.class);
    }

    @Test
    void theCodeThatConfirmedSignsNobodyIn() {
        TestApp app = on();
        assertThat(answer(app.code(now))).isInstanceOf(SecondStep.WrongCode.class);
    }

    @Test
    void ofManyWhoShowTheSameCodeAtOnceOneGetsIn() throws Exception {
        TestApp app = on();
        later(Duration.ofMinutes(1));
        String code = app.code(now);
        var tries = new ArrayList<Callable<SecondStep>>();
        for (int i = 0; i < 3; i++) {
            String challenge = challenge();
            tries.add(() -> factors.answer(challenge, code, Device.UNKNOWN));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int in = 0;
            for (var step : threads.invokeAll(tries)) {
                in += step.get() instanceof SecondStep.Accepted ? 1 : 0;
            }
            assertThat(in).isEqualTo(1);
        }
    }

    @Test
    void aRecoveryCodeSignsInOnceHoweverItIsTyped() {
        List<String> recovery = recoverable();
        String typed = recovery.getFirst().toUpperCase(java.util.Locale.ROOT).replace("-", " ");
        assertThat(answer(typed)).isInstanceOf(SecondStep.Accepted.class);
        assertThat(answer(typed)).isInstanceOf(SecondStep.WrongCode.class);
        assertThat(authenticators.of(ana).recoveryCodes()).isEqualTo(9);
        assertThat(audit).extracting(FactorEvent::kind).contains(Kind.RECOVERY_CODE_USED);
    }

    @Test
    void newRecoveryCodesTakeThePlaceOfTheOld() {
        List<String> old = recoverable();
        var fresh = (Enrolment.Recoverable)
                authenticators.renewRecoveryCodes(ana, PASSWORD, old.getFirst(), Device.UNKNOWN);
        assertThat(answer(old.get(1))).isInstanceOf(SecondStep.WrongCode.class);
        assertThat(answer(fresh.codes().getFirst())).isInstanceOf(SecondStep.Accepted.class);
    }

    @Test
    void wrongCodesMakeItsUserWaitWhateverTheChallenge() {
        TestApp app = on();
        later(Duration.ofMinutes(1));
        for (int i = 0; i < 3; i++) {
            assertThat(answer("000000")).isInstanceOf(SecondStep.WrongCode.class);
        }
        assertThat(answer(app.code(now))).isEqualTo(new SecondStep.Later(5_000));
        later(Duration.ofSeconds(5));
        assertThat(answer("000000")).isInstanceOf(SecondStep.WrongCode.class);
        assertThat(answer("000000")).isEqualTo(new SecondStep.Later(10_000));
        later(Duration.ofSeconds(10));
        assertThat(answer(app.code(now))).isInstanceOf(SecondStep.Accepted.class);
        assertThat(Codes.waitAfter(1_000)).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void aChallengeIsAnsweredSoOftenAndNotAfterARightAnswer() {
        TestApp app = on();
        String challenge = challenge();
        for (int i = 0; i < Challenges.MOST_ANSWERS; i++) {
            later(Duration.ofSeconds(20));
            assertThat(factors.answer(challenge, "000000", Device.UNKNOWN)).isNotInstanceOf(SecondStep.Stale.class);
        }
        later(Duration.ofMinutes(1));
        assertThat(factors.answer(challenge, app.code(now), Device.UNKNOWN)).isInstanceOf(SecondStep.Stale.class);
        String next = challenge();
        assertThat(factors.answer(next, app.code(now), Device.UNKNOWN)).isInstanceOf(SecondStep.Accepted.class);
        later(Duration.ofMinutes(1));
        assertThat(factors.answer(next, app.code(now), Device.UNKNOWN)).isInstanceOf(SecondStep.Stale.class);
    }

    @Test
    void aChallengeIsGoodForFiveMinutesAndItsPurposeAndOfOurMaking() {
        TestApp app = on();
        String challenge = challenge();
        assertThat(challenges.read(Purpose.SECOND_FACTOR, challenge)).isPresent();
        assertThat(challenges.read(Purpose.PASSKEY_SIGN_IN, challenge)).isEmpty();
        for (int i = 0; i < challenge.length() - 1; i++) {
            char other = challenge.charAt(i) == 'A' ? 'B' : 'A';
            String changed = challenge.substring(0, i) + other + challenge.substring(i + 1);
            assertThat(challenges.read(Purpose.SECOND_FACTOR, changed)).isEmpty();
        }
        later(Challenges.LIFETIME);
        assertThat(factors.answer(challenge, app.code(now), Device.UNKNOWN)).isInstanceOf(SecondStep.Stale.class);
    }

    @Test
    void aPasswordThatChangesMeanwhileEndsTheChallenge() {
        TestApp app = on();
        later(Duration.ofMinutes(1));
        String challenge = challenge();
        users.put(ana, standing(1));
        assertThat(factors.answer(challenge, app.code(now), Device.UNKNOWN)).isInstanceOf(SecondStep.Stale.class);
        users.remove(ana);
        assertThat(factors.answer(challenge, app.code(now), Device.UNKNOWN)).isInstanceOf(SecondStep.Stale.class);
    }

    @Test
    void switchingOffTakesPasswordAndCode() {
        List<String> recovery = recoverable();
        assertThat(off("wrong horse", recovery.getFirst())).isInstanceOf(Enrolment.WrongPassword.class);
        assertThat(off(PASSWORD, "000000")).isInstanceOf(Enrolment.WrongCode.class);
        assertThat(authenticators.of(ana).totp()).isTrue();
        assertThat(off(PASSWORD, recovery.getFirst())).isInstanceOf(Enrolment.Off.class);
        assertThat(authenticators.of(ana)).isEqualTo(new Authenticators.Status(false, 0));
        assertThat(factors.required(standing(0))).isEmpty();
        assertThat(audit)
                .extracting(FactorEvent::kind)
                .containsSubsequence(Kind.TOTP_ON, Kind.CODE_WRONG, Kind.TOTP_OFF);
    }

    @Test
    void beginningTakesThePassword() {
        assertThat(authenticators.begin(store.ana, "wrong horse", Device.UNKNOWN))
                .isInstanceOf(Enrolment.WrongPassword.class);
    }

    private Standing standing(long generation) {
        return new Standing(store.ana, Role.MEMBER, generation);
    }

    private TestApp begin() {
        users.put(ana, standing(0));
        return new TestApp(((Enrolment.Begun) authenticators.begin(store.ana, PASSWORD, Device.UNKNOWN)).secret());
    }

    private Enrolment confirm(String code) {
        return authenticators.confirm(ana, code, Device.UNKNOWN);
    }

    private TestApp on() {
        TestApp app = begin();
        assertThat(confirm(app.code(now))).isInstanceOf(Enrolment.Recoverable.class);
        return app;
    }

    private List<String> recoverable() {
        return ((Enrolment.Recoverable) confirm(begin().code(now))).codes();
    }

    private Enrolment off(String password, String code) {
        return authenticators.off(ana, password, code, Device.UNKNOWN);
    }

    private String challenge() {
        return factors.required(standing(0)).orElseThrow().challenge();
    }

    private SecondStep answer(String code) {
        return factors.answer(challenge(), code, Device.UNKNOWN);
    }

    private void later(Duration by) {
        now = now.plus(by);
    }
}
