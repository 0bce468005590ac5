package dev.hubbub.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.server.account.PasswordChecks.Verdict;
import dev.hubbub.server.db.TestPostgres;
import dev.hubbub.server.db.UserChanges;
import dev.hubbub.server.db.Users;
import dev.hubbub.server.session.Device;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("integration")
class PasswordChecksTest {
    private static final Device HOME = new Device("", InetAddress.ofLiteral("192.0.2.1"));
    private static final Device ELSEWHERE = new Device("", InetAddress.ofLiteral("198.51.100.9"));

    private final AccountFixture store = new AccountFixture();
    private final List<AccountEvent> audited = new CopyOnWriteArrayList<>();
    private final PasswordChecks checks = checks(store.hasher);

    private PasswordChecks checks(PasswordHasher hasher) {
        return new PasswordChecks(
                new Users(store.database),
                new UserChanges(store.database),
                hasher,
                new LoginThrottle(3, 6),
                audited::add);
    }

    @BeforeEach
    void register() {
        store.member("ana");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ana", "nobody-there", "nobody@example.org", "x\u0000"})
    void guessingGetsSlowerWhetherOrNotThereIsSuchAnAccount(String login) {
        for (int i = 0; i < 3; i++) {
            assertThat(checks.check(login, "wrong horse", HOME)).isEqualTo(new Verdict.Wrong());
        }
        assertThat(checks.check(login, AccountFixture.PASSWORD, HOME)).isInstanceOf(Verdict.TooMany.class);
        assertThat(audited).hasSize(3).hasOnlyElementsOfType(AccountEvent.LoginFailed.class);
    }

    @Test
    void whoGuessesElsewhereDoesNotLockTheOwnerOut() {
        assertThat(checks.check("ana", AccountFixture.PASSWORD, HOME)).isInstanceOf(Verdict.Right.class);
        for (int i = 0; i < 4; i++) {
            checks.check("ana", "wrong horse", ELSEWHERE);
        }
        assertThat(checks.check("ana", AccountFixture.PASSWORD, ELSEWHERE)).isInstanceOf(Verdict.TooMany.class);
        assertThat(checks.check("ANA", AccountFixture.PASSWORD, HOME)).isInstanceOf(Verdict.Right.class);
    }

    @Test
    void oneAddressMayNotTryManyAccounts() {
        for (int i = 0; i < 6; i++) {
            assertThat(checks.check("user" + i, "Password2026", ELSEWHERE)).isEqualTo(new Verdict.Wrong());
        }
        assertThat(checks.check("user7", "Password2026", ELSEWHERE)).isInstanceOf(Verdict.TooMany.class);
        assertThat(checks.check("user7", "Password2026", HOME)).isEqualTo(new Verdict.Wrong());
    }

    @Test
    void aDeactivatedAccountAnswersLikeOneThatDoesNotExist() {
        TestPostgres.execute(store.settings.jdbcUrl(), "UPDATE users SET deactivated_at = now()");
        assertThat(checks.check("ana", AccountFixture.PASSWORD, HOME)).isEqualTo(new Verdict.Wrong());
        assertThat(audited).containsExactly(new AccountEvent.LoginFailed(Optional.empty(), HOME));
    }

    @Test
    void aPasswordThatIsTooLongIsOnlyWrong() {
        assertThat(checks.check("ana", "x".repeat(60_000), HOME)).isEqualTo(new Verdict.Wrong());
    }

    /// It is away here, and is not missed.
    @Test
    void whileTooManyPasswordsWaitTheDatabaseIsNotAsked() {
        store.database.close();
        var gate = new CountDownLatch(1);
        try (var busy = new PasswordHasher(4, 1);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i <= PasswordHasher.QUEUE_PER_THREAD; i++) {
                callers.execute(() -> busy.run(() -> {
                    gate.await();
                    return "";
                }));
            }
            await().until(() -> busy.waiting() == PasswordHasher.QUEUE_PER_THREAD);
            assertThat(checks(busy).check("ana", AccountFixture.PASSWORD, HOME)).isInstanceOf(Verdict.Busy.class);
            assertThat(busy.refused()).isEqualTo(1);
            gate.countDown();
        }
    }

    @Test
    void signingInRenewsAHashOfAnotherCost() {
        try (var dearer = new PasswordHasher(5)) {
            assertThat(checks(dearer).check("ana", AccountFixture.PASSWORD, HOME))
                    .isInstanceOf(Verdict.Right.class);
        }
        assertThat(store.dump("users")).contains("$2a$05$").doesNotContain("$2a$04$");
        assertThat(checks.check("ana", AccountFixture.PASSWORD, HOME)).isInstanceOf(Verdict.Right.class);
    }
}
