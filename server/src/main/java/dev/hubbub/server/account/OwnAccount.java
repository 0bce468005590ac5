package dev.hubbub.server.account;

import dev.hubbub.protocol.UserId;
import dev.hubbub.server.command.Caller;
import dev.hubbub.server.db.User;
import dev.hubbub.server.db.UserChange;
import dev.hubbub.server.db.UserChanges;
import dev.hubbub.server.db.Users;
import dev.hubbub.server.mail.Mail;
import dev.hubbub.server.mail.Mailer;
import dev.hubbub.server.session.Device;
import dev.hubbub.server.session.LoginSessions;
import dev.hubbub.server.session.Standing;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What somebody does to his own account. A session alone may be somebody else's by now: whatever would lock its owner
/// out takes his password. Blocks: call it on virtual threads.
public final class OwnAccount {
    private static final Logger log = LoggerFactory.getLogger(OwnAccount.class);

    private final Users users;
    private final UserChanges changes;
    private final MadeChanges made;
    private final Closures closures;
    private final PasswordChecks passwords;
    private final @Nullable Mailer mailer;
    private final LoginSessions sessions;

    /// @param mailer null if the operator named no mail server
    public OwnAccount(
            Users users,
            UserChanges changes,
            MadeChanges made,
            Closures closures,
            PasswordChecks passwords,
            @Nullable Mailer mailer,
            LoginSessions sessions) {
        this.users = users;
        this.changes = changes;
        this.made = made;
        this.closures = closures;
        this.passwords = passwords;
        this.mailer = mailer;
        this.sessions = sessions;
    }

    /// Empty if it was closed this very moment.
    public Optional<User> find(Caller caller) {
        return users.findById(caller.user().id()).filter(User::active);
    }

    /// Ends all sessions, since one of them may be what made him change it, and begins another.
    public AccountChange changePassword(Caller caller, String password, String next, Device device) {
        return shown(caller, password, device, user -> {
            Optional<String> fault = Rules.password(next, user.username(), user.email());
            if (fault.isPresent()) {
                return new AccountChange.Invalid(fault.get());
            }
            return passwords
                    .hash(next)
                    .map(hash -> replaced(user, changes.replacePassword(user, hash), device))
                    .orElseGet(() -> new AccountChange.Busy(passwords.retryAfterMs()));
        });
    }

    private AccountChange replaced(User user, UserChange change, Device device) {
        boolean done = made.carryOut(change, new AccountEvent.PasswordChanged(user.id(), device));
        return done && change instanceof UserChange.Ended(var ended)
                ? new AccountChange.SignedInAgain(
                        sessions.begin(new Standing(user.person(), user.role(), ended.generation()), device))
                : new AccountChange.Not(change);
    }

    public AccountChange changeUsername(Caller caller, String password, String username, Device device) {
        String name = Rules.spelled(username);
        return checked(
                Rules.username(name),
                () -> shown(
                        caller,
                        password,
                        device,
                        user -> now(
                                user.id(),
                                changes.setUsername(
                                        user.id(), name, NameShapes.of(name), NameShapes.of(user.username())),
                                new AccountEvent.UsernameChanged(user.id(), user.username(), name))));
    }

    /// The old address is told, or whoever knows the password could take the account over unnoticed.
    public AccountChange changeEmail(Caller caller, String password, String email, Device device) {
        String address = email.strip();
        return checked(Rules.email(address), () -> shown(caller, password, device, user -> changeEmail(user, address)));
    }

    private AccountChange changeEmail(User user, String address) {
        AccountChange change =
                now(user.id(), changes.setEmail(user.id(), address), new AccountEvent.EmailChanged(user.id()));
        boolean another = change instanceof AccountChange.Made && !user.email().equals(address);
        if (mailer != null && another && !mailer.offer(() -> Optional.of(notice(user)))) {
            log.warn("Too many mails wait: somebody's old address was not told of the change");
        }
        return change;
    }

    /// Does not name the new address: the old one may be somebody else's by now.
    private static Mail notice(User user) {
        return new Mail(user.email(), "Another address for " + user.username(), """
                The account %s on this Hubbub server has another e-mail address from now on. This one signs in no more, and
                gets no more mails.

                If it was not you, somebody knows your password: tell an administrator, who can give the account back to you.
                """.formatted(user.username()));
    }

    /// @param displayName empty to go by one's username
    public AccountChange changeDisplayName(Caller caller, String displayName) {
        String name = Rules.spelled(displayName);
        UserId user = caller.user().id();
        return checked(
                Rules.displayName(name),
                () -> now(user, changes.setDisplayName(user, name), new AccountEvent.DisplayNameChanged(user)));
    }

    /// An administrator can undo it.
    public AccountChange deactivate(Caller caller, String password, Device device) {
        return shown(caller, password, device, user -> closed(closures.deactivate(user.id(), user.id())));
    }

    /// For good.
    public AccountChange delete(Caller caller, String password, Device device) {
        return shown(caller, password, device, user -> closed(closures.delete(user.id(), user.id())));
    }

    private static AccountChange checked(Optional<String> fault, Supplier<AccountChange> change) {
        return fault.<AccountChange>map(AccountChange.Invalid::new).orElseGet(change);
    }

    private AccountChange shown(Caller caller, String password, Device device, Function<User, AccountChange> change) {
        return switch (passwords.check(caller.user().id(), password, device)) {
            case PasswordChecks.Verdict.Right(User user) -> change.apply(user);
            case PasswordChecks.Verdict.Wrong() -> new AccountChange.WrongPassword();
            case PasswordChecks.Verdict.TooMany(long retryAfterMs) -> new AccountChange.TooManyAttempts(retryAfterMs);
            case PasswordChecks.Verdict.Busy(long retryAfterMs) -> new AccountChange.Busy(retryAfterMs);
        };
    }

    private static AccountChange closed(UserChange change) {
        return change instanceof UserChange.Ended ? new AccountChange.Closed() : new AccountChange.Not(change);
    }

    private AccountChange now(UserId user, UserChange change, AccountEvent event) {
        return made.carryOut(change, event)
                ? users.findById(user)
                        .<AccountChange>map(AccountChange.Made::new)
                        .orElseGet(() -> new AccountChange.Not(new UserChange.NoSuchUser()))
                : new AccountChange.Not(change);
    }
}
