package dev.hubbub.server.session;

import dev.hubbub.protocol.UserId;

/// Ends sessions and tokens: written down for every node first, refused on this one before the call returns.
/// Safe for any thread; blocks. What else is like a session, as API tokens are, ends here too.
public final class Endings {
    private final EndLog log;
    private final Revocations revocations;

    public Endings(EndLog log, Revocations revocations) {
        this.log = log;
        this.revocations = revocations;
    }

    public void end(UserId user, SessionId session, EndReason why) {
        revocations.take(log.end(user, session, why));
    }

    /// Refuses every access token that the user has been given so far.
    ///
    /// @return the generation of those that he will be given
    public long endAll(UserId user, EndReason why) {
        EndedSession.Earlier ended = log.endAll(user, why);
        revocations.take(ended);
        return ended.generation();
    }

    /// Refuses at once what another transaction has written down as ended, together with its cause.
    void take(EndedSession.Earlier written) {
        revocations.take(written);
    }

    boolean isOver(LoginSession session) {
        return log.isOver(session);
    }
}
