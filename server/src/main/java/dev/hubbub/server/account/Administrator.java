package dev.hubbub.server.account;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Role;
import dev.hubbub.server.command.Caller;
import dev.hubbub.server.command.Scope;
import java.util.Optional;

/// An administrator whose token is good for administering: the proof that whatever only they may do asks for, so that
/// no path can forget to check.
public final class Administrator {
    private final Person user;

    private Administrator(Person user) {
        this.user = user;
    }

    public static Optional<Administrator> of(Caller caller) {
        return caller.role() == Role.ADMINISTRATOR && caller.scopes().contains(Scope.ADMIN)
                ? Optional.of(new Administrator(caller.user()))
                : Optional.empty();
    }

    public Person user() {
        return user;
    }
}
