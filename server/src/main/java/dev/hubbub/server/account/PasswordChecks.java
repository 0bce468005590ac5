package dev.hubbub.server.account;

import dev.hubbub.protocol.Texts;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.db.User;
import dev.hubbub.server.db.UserChanges;
import dev.hubbub.server.db.Users;
import dev.hubbub.server.session.Device;
import java.util.Optional;
import java.util.function.Consumer;

/// Whether somebody knows a password. Nobody, a deactivated account, a wrong password and one that is too long
/// take the same work and get the same answer. Blocks: call it on virtual threads.
public final class PasswordChecks {
    private static final int MOST_CHARACTERS = 254;

    private final Users users;
    private final UserChanges changes;
    private final PasswordHasher hasher;
    private final LoginThrottle throttle;
    private final Consumer<AccountEvent> audit;

    sealed interface Verdict {
        /// @param user as he was before the password was checked
        record Right(User user) implements Verdict {}

        record Wrong() implements Verdict {}

        record TooMany(long retryAfterMs) implements Verdict {}

        /// Nobody looked: too many passwords are being checked.
        record Busy(long retryAfterMs) implements Verdict {}
    }

    public PasswordChecks(
            Users users,
            UserChanges changes,
            PasswordHasher hasher,
            LoginThrottle throttle,
            Consumer<AccountEvent> audit) {
        this.users = users;
        this.changes = changes;
        this.hasher = hasher;
        this.throttle = throttle;
        this.audit = audit;
    }

    /// @param login a username or an e-mail address
    Verdict check(String login, String password, Device device) {
        return switch (throttle.ask(login, device)) {
            case LoginThrottle.Admission.Wait(long ms) -> new Verdict.TooMany(ms);
            case LoginThrottle.Admission.Admitted(var attempt) -> check(attempt, login, password, device);
        };
    }

    /// Of somebody who has signed in. Counts like a try to sign in, or a stolen session would be good for
    /// guessing.
    Verdict check(UserId user, String password, Device device) {
        return users.findById(user)
                .map(known -> check(known.username(), password, device))
                .orElseGet(Verdict.Wrong::new);
    }

    private Verdict check(LoginThrottle.Attempt attempt, String login, String password, Device device) {
        boolean looked = false;
        try {
            // Before the database is asked, or a flood would keep that busy with logins that nobody looks at.
            if (hasher.turnsAway()) {
                return new Verdict.Busy(hasher.retryAfterMs());
            }
            Optional<User> user = find(login);
            PasswordHasher.Verdict verdict = user.map(known -> hasher.verify(password, known.passwordHash()))
                    .orElseGet(() -> hasher.verifyNothing(password));
            looked = verdict != PasswordHasher.Verdict.BUSY;
            return switch (verdict) {
                case MATCH -> {
                    attempt.succeeded();
                    yield new Verdict.Right(renewed(user.orElseThrow(), password));
                }
                case MISMATCH -> {
                    audit.accept(new AccountEvent.LoginFailed(user.map(User::id), device));
                    yield new Verdict.Wrong();
                }
                case BUSY -> new Verdict.Busy(hasher.retryAfterMs());
            };
        } finally {
            if (!looked) {
                attempt.notMade();
            }
        }
    }

    /// A new password's hash; empty when too many passwords are being worked on.
    Optional<String> hash(String password) {
        return hasher.hash(password);
    }

    long retryAfterMs() {
        return hasher.retryAfterMs();
    }

    /// Somebody has shown otherwise that the account is his: what was guessed from elsewhere does not hold him
    /// up.
    void welcome(User user, Device device) {
        throttle.welcome(user.username(), device);
        throttle.welcome(user.email(), device);
    }

    private Optional<User> find(String login) {
        boolean plausible = login.length() <= MOST_CHARACTERS && Texts.isStorable(login);
        return plausible ? users.findByLogin(login).filter(User::active) : Optional.empty();
    }

    /// The operator may have changed what a hash costs; only now is the password there to make another.
    private User renewed(User user, String password) {
        if (!hasher.isOfAnotherCost(user.passwordHash())) {
            return user;
        }
        return hasher.hash(password)
                .filter(hash -> changes.rehash(user.id(), user.passwordHash(), hash))
                .map(user::withPasswordHash)
                .orElse(user);
    }
}
