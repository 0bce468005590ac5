package dev.hubbub.client;

import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.HistoryQuery;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomKind;
import dev.hubbub.protocol.ServerMessage.AckBody;
import dev.hubbub.protocol.UserId;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One user's connection to a Hubbub server, kept up across network failures and server restarts. Safe for any
/// thread; all that changes belongs to its loop, and so do the listener's calls. Each event reaches the
/// listener once and in order, and each command has its effect once, however often the connection breaks.
///
/// Commands to one room take effect in the order in which they were given, across reconnects too. One exception:
/// a command that the server refuses for a while (it is overloaded, say, or its database away) is sent again
/// later, and younger ones that were on the wire by then may overtake it. Who needs order even so waits for an
/// outcome before the next command.
public final class HubbubClient implements AutoCloseable {
    private final Loop loop;
    private final Link link;

    HubbubClient(Loop loop, Transport transport, ClientOptions options, Listener listener, RandomGenerator random) {
        this.loop = loop;
        link = new Link(loop, transport, options, listener, random);
    }

    /// @param uri of the WebSocket, like `ws://127.0.0.1:8080/ws`
    public static HubbubClientBuilder builder(URI uri) {
        return new HubbubClientBuilder(uri);
    }

    void start() {
        loop.execute(link::connect);
    }

    public CompletableFuture<Outcome<AckBody.Stored>> post(RoomId room, String text) {
        return post(Ref.next(), room, text);
    }

    /// With a ref of the caller's choice, to tell later, even in another process, whether it was posted.
    public CompletableFuture<Outcome<AckBody.Stored>> post(Ref ref, RoomId room, String text) {
        return submit(new Command.Post(ref, room, text), AckBody.Stored.class);
    }

    public CompletableFuture<Outcome<AckBody.Entered>> createPublic(String name) {
        return create(new Command.CreateRoom(Ref.next(), name, RoomKind.PUBLIC, null, true, 0));
    }

    /// A room that only its password opens, and that strangers don't find.
    public CompletableFuture<Outcome<AckBody.Entered>> createPrivate(String name, String password) {
        return create(new Command.CreateRoom(Ref.next(), name, RoomKind.PRIVATE, password, false, 0));
    }

    public CompletableFuture<Outcome<AckBody.Entered>> create(Command.CreateRoom create) {
        return submit(create, AckBody.Entered.class);
    }

    public CompletableFuture<Outcome<AckBody.Entered>> join(RoomId room, @Nullable String password) {
        return submit(new Command.JoinRoom(Ref.next(), room, null, password), AckBody.Entered.class);
    }

    public CompletableFuture<Outcome<AckBody.Entered>> join(String name, @Nullable String password) {
        return submit(new Command.JoinRoom(Ref.next(), null, name, password), AckBody.Entered.class);
    }

    public CompletableFuture<Outcome<AckBody>> leave(RoomId room) {
        return submit(new Command.LeaveRoom(Ref.next(), room), AckBody.class);
    }

    public CompletableFuture<Outcome<AckBody>> delete(RoomId room) {
        return submit(new Command.DeleteRoom(Ref.next(), room), AckBody.class);
    }

    public CompletableFuture<Outcome<AckBody>> rename(RoomId room, String name) {
        return submit(new Command.RenameRoom(Ref.next(), room, name), AckBody.class);
    }

    /// @param topic one line of at most 250 characters; empty for none any more
    public CompletableFuture<Outcome<AckBody>> setTopic(RoomId room, String topic) {
        return submit(new Command.SetTopic(Ref.next(), room, topic), AckBody.class);
    }

    public CompletableFuture<Outcome<AckBody>> remove(RoomId room, UserId user) {
        return submit(new Command.RemoveMember(Ref.next(), room, user), AckBody.class);
    }

    /// @param query part of a name or a topic; null for all
    /// @param after the `next` of the page before; null for the first page
    public CompletableFuture<Outcome<AckBody.Rooms>> list(@Nullable String query, @Nullable String after, int limit) {
        return submit(new Command.ListRooms(Ref.next(), query, after, limit), AckBody.Rooms.class);
    }

    /// @param after the `next` of the page before; null for the first page
    public CompletableFuture<Outcome<AckBody.Members>> members(RoomId room, @Nullable String after, int limit) {
        return submit(new Command.ListMembers(Ref.next(), room, after, limit), AckBody.Members.class);
    }

    public CompletableFuture<Outcome<AckBody.History>> history(RoomId room, HistoryQuery query) {
        return submit(new Command.History(Ref.next(), room, query), AckBody.History.class);
    }

    /// Says that its user has read the room up to `seq`.
    public CompletableFuture<Outcome<AckBody.Read>> read(RoomId room, long seq) {
        return submit(new Command.MarkRead(Ref.next(), room, seq), AckBody.Read.class);
    }

    /// Says that its user is typing; nothing happens while there is no connection.
    public void typing(RoomId room) {
        loop.execute(() -> link.signal(new Command.Typing(room)));
    }

    /// Sends any command; its outcome completes on this client's loop.
    public <B extends AckBody> CompletableFuture<Outcome<B>> submit(Command.Answered command, Class<B> expected) {
        CompletableFuture<Outcome<B>> outcome = new CompletableFuture<>();
        loop.execute(() -> link.submit(command, expected, outcome));
        return outcome;
    }

    /// Runs `task` where the listener's calls run and outcomes complete: state that only such tasks touch needs
    /// no lock.
    public void execute(Runnable task) {
        loop.execute(task);
    }

    public CompletableFuture<ClientCounts> counts() {
        CompletableFuture<ClientCounts> counts = new CompletableFuture<>();
        loop.execute(() -> counts.complete(link.counts()));
        return counts;
    }

    /// Where this client stands, for another one to go on from.
    public CompletableFuture<Resumption> resumption() {
        CompletableFuture<Resumption> resumption = new CompletableFuture<>();
        loop.execute(() -> resumption.complete(link.resumption()));
        return resumption;
    }

    /// Ends the connection for good. Commands without an answer are abandoned.
    @Override
    public void close() {
        loop.execute(link::close);
    }
}
