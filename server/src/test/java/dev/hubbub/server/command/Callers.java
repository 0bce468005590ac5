package dev.hubbub.server.command;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Role;
import dev.hubbub.server.session.SessionId;
import java.time.Instant;

/// Callers for tests: signed in, for ever.
public final class Callers {
    public static final SessionId SESSION = new SessionId(1);

    private Callers() {}

    public static Caller of(Person user) {
        return in(user, SESSION);
    }

    public static Caller in(Person user, SessionId session) {
        return new Caller(user, session, Role.MEMBER, Scope.ALL, Instant.MAX, 0);
    }
}
