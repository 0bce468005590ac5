package dev.hubbub.server.account;

import dev.hubbub.protocol.UserId;
import dev.hubbub.server.db.UserChange;
import dev.hubbub.server.db.UserChanges;
import java.time.InstantSource;

/// Closes accounts, for a while or for good, whoever wants it: every session ends at once, on every node. Blocks: call
/// it
/// on virtual threads.
public final class Closures {
    private final UserChanges changes;
    private final MadeChanges made;
    private final Departures departures;
    private final InstantSource clock;

    public Closures(UserChanges changes, MadeChanges made, Departures departures, InstantSource clock) {
        this.changes = changes;
        this.made = made;
        this.departures = departures;
        this.clock = clock;
    }

    /// An administrator can undo it.
    UserChange deactivate(UserId by, UserId user) {
        UserChange change = changes.deactivate(user, clock.instant());
        boolean _ = made.carryOut(change, new AccountEvent.Deactivated(by, user));
        return change;
    }

    /// What he said stays, as that of a deleted user.
    UserChange delete(UserId by, UserId user) {
        UserChange change = changes.delete(user, clock.instant());
        if (made.carryOut(change, new AccountEvent.Deleted(by, user))) {
            departures.leaveAll(user);
        }
        return change;
    }
}
