package dev.hubbub.cli.verify.check;

/// One thing that a client did or was told, in the order in which it happened to that client.
public sealed interface Fact {

    /// How a message was sent. Order is promised within each, not between them.
    enum Way {
        SOCKET,
        REST
    }

    /// A message was given to be sent, for the first time.
    record Sent(Way way, String ref, long room, String text) implements Fact {}

    /// The same ref was sent once more, on purpose.
    record Repeated(String ref) implements Fact {}

    record Acked(String ref, long room, long seq) implements Fact {}

    /// Refused for good.
    record Refused(String ref, String code) implements Fact {}

    /// The server asked to send it again later, so that others may overtake it.
    record Postponed(String ref) implements Fact {}

    record Seen(long room, Entry entry) implements Fact {}

    /// Events before `from` will not be delivered.
    record Reset(long room, long from) implements Fact {}

    /// The user is no longer in the room.
    record Left(long room) implements Fact {}

    record Online() implements Fact {}

    record Offline() implements Fact {}
}
