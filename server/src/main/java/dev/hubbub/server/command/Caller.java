package dev.hubbub.server.command;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Role;
import dev.hubbub.server.session.SessionId;
import java.time.Instant;
import java.util.Set;

/// Someone whose token was checked.
///
/// @param session the sign-in, or API token, that the token is of
/// @param scopes what the token is good for, within what the role may do
/// @param expiresAt when the token that proved it ends
/// @param generation of the user's tokens when this one was issued; earlier ones than the newest are refused
public record Caller(Person user, SessionId session, Role role, Set<Scope> scopes, Instant expiresAt, long generation) {
    public Caller {
        scopes = Set.copyOf(scopes);
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }

    /// Whether somebody signed in, rather than a program by an API token.
    public boolean isSignIn() {
        return may(Scope.ACCOUNT);
    }
}
