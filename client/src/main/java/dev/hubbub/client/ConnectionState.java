package dev.hubbub.client;

import java.time.Duration;

/// Where a client's connection stands.
public sealed interface ConnectionState {

    /// A socket is being opened, or the hello is not answered yet.
    record Connecting() implements ConnectionState {}

    /// The server answered the hello; commands go out and events come in.
    record Online() implements ConnectionState {}

    /// The connection was lost; the next attempt follows after `delay`.
    record Waiting(String why, Duration delay) implements ConnectionState {}

    /// For good: closed by its user, or the server said that reconnecting makes no sense.
    ///
    /// @param code the WebSocket close code; 0 when there is none
    record Closed(int code, String why) implements ConnectionState {}
}
