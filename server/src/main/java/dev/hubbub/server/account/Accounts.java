package dev.hubbub.server.account;

import dev.hubbub.server.db.User;
import dev.hubbub.server.factor.SecondFactors;
import dev.hubbub.server.session.Device;
import dev.hubbub.server.session.LoginSessions;
import dev.hubbub.server.session.Standing;
import java.util.function.Consumer;

/// Lets people in. Blocks: call it on virtual threads.
public final class Accounts {
    private final Registrations registrations;
    private final PasswordChecks passwords;
    private final LoginSessions sessions;
    private final SecondFactors secondFactors;
    private final Consumer<AccountEvent> audit;

    public Accounts(
            Registrations registrations,
            PasswordChecks passwords,
            LoginSessions sessions,
            SecondFactors secondFactors,
            Consumer<AccountEvent> audit) {
        this.registrations = registrations;
        this.passwords = passwords;
        this.sessions = sessions;
        this.secondFactors = secondFactors;
        this.audit = audit;
    }

    /// Whoever registers is signed in by it.
    public Registration register(RegistrationForm form, Device device) {
        return switch (registrations.register(form)) {
            case Registrations.Result.Made(Standing user) -> {
                audit.accept(new AccountEvent.Registered(user.user().id(), user.role(), device));
                yield new Registration.Registered(sessions.begin(user, device));
            }
            case Registrations.Result.Not(var why) -> new Registration.Refused(why);
        };
    }

    /// @param login a username or an e-mail address
    public Login login(String login, String password, Device device) {
        return switch (passwords.check(login, password, device)) {
            case PasswordChecks.Verdict.Right(User user) -> accept(user, device);
            case PasswordChecks.Verdict.Wrong() -> new Login.BadCredentials();
            case PasswordChecks.Verdict.TooMany(long retryAfterMs) -> new Login.TooManyAttempts(retryAfterMs);
            case PasswordChecks.Verdict.Busy(long retryAfterMs) -> new Login.Busy(retryAfterMs);
        };
    }

    /// Someone who has shown his password.
    private Login accept(User user, Device device) {
        return secondFactors
                .required(user.standing())
                .<Login>map(Login.SecondFactorRequired::new)
                .orElseGet(() -> new Login.Accepted(sessions.begin(user.standing(), device)));
    }
}
