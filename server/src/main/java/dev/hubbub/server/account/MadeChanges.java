package dev.hubbub.server.account;

import dev.hubbub.server.db.UserChange;
import dev.hubbub.server.session.LoginSessions;
import java.util.function.Consumer;

/// Carries out what a change to a user entails beyond the database: the audit hears of it, and the sessions
/// that it ended end everywhere.
public final class MadeChanges {
    private final LoginSessions sessions;
    private final Consumer<AccountEvent> audit;

    public MadeChanges(LoginSessions sessions, Consumer<AccountEvent> audit) {
        this.sessions = sessions;
        this.audit = audit;
    }

    /// For what changes nothing yet.
    void tell(AccountEvent event) {
        audit.accept(event);
    }

    /// Whether it was made.
    boolean carryOut(UserChange change, AccountEvent event) {
        return switch (change) {
            case UserChange.Ended(var ended) -> {
                audit.accept(event);
                sessions.ended(ended);
                yield true;
            }
            case UserChange.Done() -> {
                audit.accept(event);
                yield true;
            }
            case UserChange.NoSuchUser _, UserChange.LastAdministrator _, UserChange.Taken _, UserChange.Outdated _ ->
                false;
        };
    }
}
