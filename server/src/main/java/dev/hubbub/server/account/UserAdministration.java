package dev.hubbub.server.account;

import dev.hubbub.protocol.Role;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.db.Page;
import dev.hubbub.server.db.User;
import dev.hubbub.server.db.UserChange;
import dev.hubbub.server.db.UserChanges;
import dev.hubbub.server.db.Users;
import dev.hubbub.server.session.EndReason;
import dev.hubbub.server.session.LoginSessions;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What administrators do to users. Takes effect at once, on every node, on open connections too. Blocks: call it on
/// virtual threads.
public final class UserAdministration {
    private final Users users;
    private final UserChanges changes;
    private final MadeChanges made;
    private final Closures closures;
    private final LoginSessions sessions;
    private final Consumer<AccountEvent> audit;
    private final InstantSource clock;

    public UserAdministration(
            Users users,
            UserChanges changes,
            MadeChanges made,
            Closures closures,
            LoginSessions sessions,
            Consumer<AccountEvent> audit,
            InstantSource clock) {
        this.users = users;
        this.changes = changes;
        this.made = made;
        this.closures = closures;
        this.sessions = sessions;
        this.audit = audit;
        this.clock = clock;
    }

    /// By name.
    ///
    /// @param query part of a username or address
    public Page<User> list(Administrator by, @Nullable String query, @Nullable String after, int limit) {
        return users.page(query, after, limit);
    }

    public Optional<User> find(Administrator by, UserId user) {
        return users.findById(user).filter(known -> !known.deleted());
    }

    public UserChange changeRole(Administrator by, UserId user, Role role) {
        return made(changes.setRole(user, role, clock.instant()), new AccountEvent.RoleChanged(id(by), user, role));
    }

    public UserChange deactivate(Administrator by, UserId user) {
        return closures.deactivate(id(by), user);
    }

    public UserChange reactivate(Administrator by, UserId user) {
        return made(changes.reactivate(user), new AccountEvent.Reactivated(id(by), user));
    }

    /// For good.
    public UserChange delete(Administrator by, UserId user) {
        return closures.delete(id(by), user);
    }

    /// False if there is no such user.
    public boolean endSessions(Administrator by, UserId user) {
        boolean known = find(by, user).isPresent();
        if (known) {
            audit.accept(new AccountEvent.SessionsEnded(id(by), user));
            sessions.endAll(user, EndReason.ENDED_BY_ADMINISTRATOR);
        }
        return known;
    }

    private UserChange made(UserChange change, AccountEvent event) {
        boolean _ = made.carryOut(change, event);
        return change;
    }

    private static UserId id(Administrator by) {
        return by.user().id();
    }
}
