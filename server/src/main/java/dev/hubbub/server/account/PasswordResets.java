package dev.hubbub.server.account;

import dev.hubbub.protocol.UserId;
import dev.hubbub.server.db.NameKey;
import dev.hubbub.server.db.OneTimeTokens;
import dev.hubbub.server.db.OneTimeTokens.Purpose;
import dev.hubbub.server.db.User;
import dev.hubbub.server.db.UserChange;
import dev.hubbub.server.db.UserChanges;
import dev.hubbub.server.db.Users;
import dev.hubbub.server.limit.Rate;
import dev.hubbub.server.limit.RateLimit;
import dev.hubbub.server.limit.RateLimits;
import dev.hubbub.server.mail.Mail;
import dev.hubbub.server.mail.Mailer;
import dev.hubbub.server.session.Device;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// New passwords for those who forgot theirs: by a token that works once, sent to the account's address, or
/// handed out by an administrator. Blocks: call it on virtual threads.
public final class PasswordResets {
    private static final Duration BY_MAIL = Duration.ofHours(1);
    private static final Duration BY_ADMINISTRATOR = Duration.ofHours(24);
    private static final int MAILS_PER_HOUR = 3;

    private final Users users;
    private final OneTimeTokens tokens;
    private final UserChanges changes;
    private final MadeChanges made;
    private final PasswordChecks passwords;
    private final @Nullable Mailer mailer;
    private final InstantSource clock;
    /// Nobody's mailbox is filled for him.
    private final RateLimit<UserId> mails =
            RateLimits.onThisNode().of("mails", Rate.per(Duration.ofHours(1), MAILS_PER_HOUR));

    /// What came of asking for a mail. The same for every address.
    public enum Asked {
        /// If the address is an account's, a mail is on its way.
        TAKEN,
        /// This server sends none.
        NO_MAIL,
        /// Too many wait to be sent.
        BUSY
    }

    /// What an administrator hands out.
    public record Issued(String token, Instant expiresAt) {
        /// Never the token.
        @Override
        public String toString() {
            return "Issued[expiresAt=" + expiresAt + "]";
        }
    }

    /// What came of a token and a new password.
    public sealed interface Redemption {
        record Done() implements Redemption {}

        /// Never given out, used, or expired.
        record BadToken() implements Redemption {}

        record Invalid(String message) implements Redemption {}

        record Busy(long retryAfterMs) implements Redemption {}
    }

    /// @param mailer null if the operator named no mail server
    public PasswordResets(
            Users users,
            OneTimeTokens tokens,
            UserChanges changes,
            MadeChanges made,
            PasswordChecks passwords,
            @Nullable Mailer mailer,
            InstantSource clock) {
        this.users = users;
        this.tokens = tokens;
        this.changes = changes;
        this.made = made;
        this.passwords = passwords;
        this.mailer = mailer;
        this.clock = clock;
    }

    /// Looks nothing up before it answers, so that neither answer nor time tell whether there is such an
    /// account.
    public Asked ask(String email) {
        if (mailer == null) {
            return Asked.NO_MAIL;
        }
        return mailer.offer(() -> write(email.strip())) ? Asked.TAKEN : Asked.BUSY;
    }

    private Optional<Mail> write(String email) {
        return users.findByEmail(NameKey.of(email))
                .filter(User::active)
                .filter(user -> mails.take(user.id()) == 0)
                .map(user -> {
                    Secret secret = issue(user.id(), null, BY_MAIL);
                    made.tell(new AccountEvent.PasswordResetMailed(user.id()));
                    return new Mail(user.email(), "A new password for " + user.username(), text(user, secret));
                });
    }

    private static String text(User user, Secret secret) {
        return """
                Somebody, you we hope, wants to set a new password for the account %s on this Hubbub server.

                To set it, show this token within an hour. It works once:

                    %s

                If it was not you, ignore this: without the token nothing changes. Give it to nobody, whoever asks.
                """.formatted(user.username(), secret.text());
    }

    /// Empty if there is no such user.
    public Optional<Issued> issue(Administrator by, UserId user) {
        return users.findById(user).filter(User::active).map(known -> {
            Secret secret = issue(user, by.user().id(), BY_ADMINISTRATOR);
            made.tell(new AccountEvent.PasswordResetIssued(by.user().id(), user));
            return new Issued(secret.text(), clock.instant().plus(BY_ADMINISTRATOR));
        });
    }

    private Secret issue(UserId user, @Nullable UserId by, Duration lasts) {
        Secret secret = Secret.random();
        Instant now = clock.instant();
        tokens.insert(secret.hash(), Purpose.NEW_PASSWORD, user, by, now, now.plus(lasts));
        return secret;
    }

    /// Ends all sessions, and signs nobody in: there may be a second factor to show.
    public Redemption redeem(String token, String password, Device device) {
        Secret secret = new Secret(token);
        Optional<User> user = secret.isPlausible()
                ? tokens.find(secret.hash(), Purpose.NEW_PASSWORD, clock.instant())
                        .flatMap(users::findById)
                : Optional.empty();
        return user.map(known -> redeem(known, secret, password, device)).orElseGet(Redemption.BadToken::new);
    }

    private Redemption redeem(User user, Secret secret, String password, Device device) {
        Optional<String> fault = Rules.password(password, user.username(), user.email());
        if (fault.isPresent()) {
            return new Redemption.Invalid(fault.get());
        }
        Optional<String> hash = passwords.hash(password);
        if (hash.isEmpty()) {
            return new Redemption.Busy(passwords.retryAfterMs());
        }
        UserChange change = changes.resetPassword(user.id(), secret.hash(), hash.get(), clock.instant());
        if (!made.carryOut(change, new AccountEvent.PasswordReset(user.id(), device))) {
            return new Redemption.BadToken();
        }
        passwords.welcome(user, device);
        return new Redemption.Done();
    }
}
