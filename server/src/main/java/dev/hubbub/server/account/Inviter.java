package dev.hubbub.server.account;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.command.Caller;
import dev.hubbub.server.command.Scope;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Someone who may invite: the proof that [Invitations] asks for.
public final class Inviter {
    private final Person user;
    private final boolean forAll;

    private Inviter(Person user, boolean forAll) {
        this.user = user;
        this.forAll = forAll;
    }

    static Optional<Inviter> of(Caller caller, Inviters allowed) {
        return allowed.include(caller.role()) && caller.scopes().contains(Scope.WRITE)
                ? Optional.of(
                        new Inviter(caller.user(), Administrator.of(caller).isPresent()))
                : Optional.empty();
    }

    Person user() {
        return user;
    }

    /// Whose invitations he may see and revoke; null for everybody's.
    @Nullable
    UserId reach() {
        return forAll ? null : user.id();
    }
}
