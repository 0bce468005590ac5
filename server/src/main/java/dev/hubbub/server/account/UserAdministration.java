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
    private final LoginSessions sessions;
    private final Departures departures;
    private final Consumer<AccountEvent> audit;
    private final InstantSource clock;

    public UserAdministration(
            Users users,
            UserChanges changes,
            LoginSessions sessions,
            Departures departures,
            Consumer<AccountEvent> audit,
            InstantSource clock) {
        this.users = users;
        this.changes = changes;
        this.sessions = sessions;
        this.departures = departures;
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
        return made(changes.deactivate(user, clock.instant()), new AccountEvent.Deactivated(id(by), user));
    }

    public UserChange reactivate(Administrator by, UserId user) {
        return made(changes.reactivate(user), new AccountEvent.Reactivated(id(by), user));
    }

    /// For good. What he said stays, as that of a deleted user.
    public UserChange delete(Administrator by, UserId user) {
        UserChange change = made(changes.delete(user, clock.instant()), new AccountEvent.Deleted(id(by), user));
        if (change instanceof UserChange.Ended) {
            departures.leaveAll(user);
        }
        return change;
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
        switch (change) {
            case UserChange.Ended(var ended) -> {
                audit.accept(event);
                sessions.ended(ended);
            }
            case UserChange.Done() -> audit.accept(event);
            case UserChange.NoSuchUser _,
                    UserChange.LastAdministrator _,
                    UserChange.Taken _,
                    UserChange.Outdated _ -> {}
        }
        return change;
    }

    private static UserId id(Administrator by) {
        return by.user().id();
    }
}
