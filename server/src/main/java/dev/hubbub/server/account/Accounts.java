package dev.hubbub.server.account;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Role;
import dev.hubbub.protocol.Texts;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.db.User;
import dev.hubbub.server.db.Users;
import dev.hubbub.server.ids.Ids;
import dev.hubbub.server.session.Device;
import dev.hubbub.server.session.LoginSessions;
import dev.hubbub.server.session.Standing;
import java.text.Normalizer;
import java.time.InstantSource;
import java.util.Optional;

/// Makes accounts and lets people in. Blocks: call it on virtual threads.
public final class Accounts {
    private final Users users;
    private final PasswordHasher hasher;
    private final LoginSessions sessions;
    private final Ids ids;
    private final InstantSource clock;

    public Accounts(Users users, PasswordHasher hasher, LoginSessions sessions, Ids ids, InstantSource clock) {
        this.users = users;
        this.hasher = hasher;
        this.sessions = sessions;
        this.ids = ids;
        this.clock = clock;
    }

    /// Whoever registers is signed in by it.
    public Registration register(String username, String email, String password, Device device) {
        // One spelling of what looks the same; the database folds further, to what counts as the same name.
        String name = Normalizer.normalize(username.strip(), Normalizer.Form.NFKC);
        String address = email.strip();
        Optional<String> problem =
                Rules.username(name).or(() -> Rules.email(address)).or(() -> Rules.password(password));
        if (problem.isPresent()) {
            return new Registration.Invalid(problem.get());
        }
        // Before hashing, which is dear; the insertion decides all the same.
        if (users.findByUsername(name).isPresent()) {
            return new Registration.UsernameTaken();
        }
        Optional<String> hash = hasher.hash(password);
        if (hash.isEmpty()) {
            return new Registration.Busy(hasher.retryAfterMs());
        }
        UserId id = new UserId(ids.nextId());
        return switch (users.insert(id, name, address, hash.get(), clock.instant())) {
            case INSERTED ->
                new Registration.Registered(sessions.begin(new Standing(new Person(id, name), Role.MEMBER, 0), device));
            case USERNAME_TAKEN -> new Registration.UsernameTaken();
            case EMAIL_TAKEN -> new Registration.EmailTaken();
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
