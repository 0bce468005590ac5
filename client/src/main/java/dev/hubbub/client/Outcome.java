package dev.hubbub.client;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.ServerMessage.AckBody;

/// What became of a command. Refusals that pass by themselves (overloaded, rate limited, unconfirmed) never get
/// here: the client sends the command again with the same ref until there is an answer.
public sealed interface Outcome<B extends AckBody> {

    /// The server did it, durably.
    record Acked<B extends AckBody>(B body) implements Outcome<B> {}

    /// Nothing was done, and asking again would not help.
    record Refused<B extends AckBody>(ErrorCode code, String message) implements Outcome<B> {}

    /// The client was closed before an answer came: the command may or may not have been done.
    record Abandoned<B extends AckBody>(String why) implements Outcome<B> {}
}
