package dev.hubbub.server.db;

import dev.hubbub.server.session.EndedSession;

/// What became of a change to a user.
public sealed interface UserChange {
    /// It is so now, and in the same transaction this was written down as over: tell
    /// [dev.hubbub.server.session.LoginSessions].
    record Ended(EndedSession.Earlier ended) implements UserChange {}

    /// It is so now, or was before, and his sessions go on as they are.
    record Done() implements UserChange {}

    record NoSuchUser() implements UserChange {}

    /// Nobody would be left to administer the server.
    record LastAdministrator() implements UserChange {}

    /// Another has the name or address, or one that looks like it.
    record Taken() implements UserChange {}

    /// What the change was to rest on has changed meanwhile.
    record Outdated() implements UserChange {}
}
