package dev.hubbub.server.apitoken;

import dev.hubbub.protocol.UserId;
import dev.hubbub.server.session.SessionId;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// Something about API tokens that an audit wants to know.
public sealed interface ApiTokenEvent {
    record Made(
            UserId user,
            SessionId token,
            String name,
            String scope,
            @Nullable InetAddress from) implements ApiTokenEvent {}

    /// It came from another address than the last time.
    record UsedFrom(
            UserId user,
            SessionId token,
            String name,
            @Nullable InetAddress from) implements ApiTokenEvent {}

    record Revoked(
            UserId user,
            SessionId token,
            String name,
            @Nullable InetAddress from) implements ApiTokenEvent {}
}
