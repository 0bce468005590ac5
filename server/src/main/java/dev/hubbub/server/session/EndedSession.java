package dev.hubbub.server.session;

import dev.hubbub.protocol.UserId;

/// Whose tokens are refused from now on.
public sealed interface EndedSession {
    UserId user();

    EndReason why();

    /// Whether a token of this user, session and generation is among them.
    boolean covers(UserId user, SessionId session, long generation);

    record One(UserId user, SessionId session, EndReason why) implements EndedSession {
        @Override
        public boolean covers(UserId user, SessionId session, long generation) {
            return this.session.equals(session) && this.user.equals(user);
        }
    }

    /// All tokens of the user that were issued before this generation of them.
    record Earlier(UserId user, long generation, EndReason why) implements EndedSession {
        @Override
        public boolean covers(UserId user, SessionId session, long generation) {
            return this.user.equals(user) && generation < this.generation;
        }
    }
}
