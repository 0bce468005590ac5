package dev.hubbub.server.session;

import dev.hubbub.protocol.UserId;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// Something about sessions that an audit wants to know.
public sealed interface SessionEvent {
    record Begun(UserId user, SessionId session, Device device) implements SessionEvent {}

    record Ended(UserId user, SessionId session, EndReason why) implements SessionEvent {}

    /// All sessions of the user ended, or all his access tokens were outdated.
    record AllEnded(UserId user, EndReason why) implements SessionEvent {}

    /// A refresh token came a second time; its session has ended by it.
    ///
    /// @param from where the second one came from
    record TokenReused(
            UserId user, SessionId session, @Nullable InetAddress from) implements SessionEvent {}
}
