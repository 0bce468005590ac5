package dev.hubbub.server.account;

import dev.hubbub.protocol.Texts;
import dev.hubbub.server.db.User;
import dev.hubbub.server.db.Users;
import dev.hubbub.server.session.Device;
import dev.hubbub.server.session.LoginSessions;
import dev.hubbub.server.session.Standing;
import java.util.Optional;

/// Lets people in. Blocks: call it on virtual threads.
public final class Accounts {
    private final Registrations registrations;
    private final Users users;
    private final PasswordHasher hasher;
    private final LoginSessions sessions;

    public Accounts(Registrations registrations, Users users, PasswordHasher hasher, LoginSessions sessions) {
        this.registrations = registrations;
        this.users = users;
        this.hasher = hasher;
        this.sessions = sessions;
    }

    /// Whoever registers is signed in by it.
    public Registration register(RegistrationForm form, Device device) {
        return switch (registrations.register(form)) {
            case Registrations.Result.Made(Standing user) -> new Registration.Registered(sessions.begin(user, device));
            case Registrations.Result.Not(var why) -> new Registration.Refused(why);
        };
    }

    /// @param login a username or an e-mail address
    public Login login(String login, String password, Device device) {
        Optional<User> user =
                Texts.isStorable(login) ? users.findByLogin(login).filter(User::active) : Optional.empty();
        PasswordHasher.Verdict verdict = user.map(known -> hasher.verify(password, known.passwordHash()))
                .orElseGet(() -> hasher.verifyNothing(password));
        return switch (verdict) {
            case MATCH -> new Login.Accepted(sessions.begin(user.orElseThrow().standing(), device));
            case MISMATCH -> new Login.BadCredentials();
            case BUSY -> new Login.Busy(hasher.retryAfterMs());
        };
    }
}
