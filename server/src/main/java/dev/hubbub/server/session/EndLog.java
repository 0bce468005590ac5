package dev.hubbub.server.session;

import dev.hubbub.protocol.UserId;

/// What ended, written down where every node hears of it and no store's failure loses it: in the database,
/// whichever store holds the sessions. Safe for any thread; blocks.
public interface EndLog {

    EndedSession.One end(UserId user, SessionId session, EndReason why);

    /// Begins a new generation of the user's tokens; his sessions are over too if the reason says so.
    EndedSession.Earlier endAll(UserId user, EndReason why);

    /// Whether a session that its store still has was ended.
    boolean isOver(LoginSession session);
}
