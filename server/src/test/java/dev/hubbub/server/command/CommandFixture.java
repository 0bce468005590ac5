package dev.hubbub.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomKind;
import dev.hubbub.protocol.RoomState;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.ServerMessage.AckBody;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.log.LogFixture;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The commands on a real database, with the usual cast.
final class CommandFixture implements AutoCloseable {
    record Signal(UserId user, ServerMessage message) {}

    final LogFixture store = new LogFixture();
    final PlainPasswords passwords = new PlainPasswords();
    final List<Signal> signals = new CopyOnWriteArrayList<>();
    final Commands commands = new Commands(
            store.database,
            store.committers(),
            store.ids,
            passwords,
            (user, message) -> signals.add(new Signal(user, message)),
            (_, users) -> users.contains(store.bo.id()) ? Set.of(store.bo.id()) : Set.of(),
            CommandLimits.defaults());
    final Person ana = store.ana;
    final Person bo = store.bo;
    final Person cy = store.cy;

    CompletableFuture<Reply> start(Person who, Command.Answered command) {
        return commands.handle(Callers.of(who), command).toCompletableFuture();
    }

    Reply reply(Person who, Command.Answered command) {
        return start(who, command).orTimeout(30, TimeUnit.SECONDS).join();
    }

    <B extends AckBody> B done(Class<B> body, Person who, Command.Answered command) {
        var reply = reply(who, command);
        assertThat(reply).isInstanceOf(Reply.Done.class);
        return body.cast(((Reply.Done) reply).body());
    }

    Reply.Refused refused(Person who, Command.Answered command) {
        var reply = reply(who, command);
        assertThat(reply).isInstanceOf(Reply.Refused.class);
        return (Reply.Refused) reply;
    }

    ErrorCode code(Person who, Command.Answered command) {
        return refused(who, command).code();
    }

    RoomState open(Person owner, String name) {
        return create(owner, name, RoomKind.PUBLIC, null, true, 0);
    }

    RoomState hidden(Person owner, String name, @Nullable String password) {
        return create(owner, name, RoomKind.PRIVATE, password, false, 0);
    }

    RoomState create(
            Person owner, String name, RoomKind kind, @Nullable String password, boolean listed, int memberLimit) {
        var create = new Command.CreateRoom(Ref.next(), name, kind, password, listed, memberLimit);
        return done(AckBody.Entered.class, owner, create).room();
    }

    AckBody.Stored post(Person who, RoomId room, String text) {
        return done(AckBody.Stored.class, who, new Command.Post(Ref.next(), room, text));
    }

    static Command.JoinRoom join(RoomId room, @Nullable String password) {
        return new Command.JoinRoom(Ref.next(), room, null, password);
    }

    static Command.JoinRoom join(String name, @Nullable String password) {
        return new Command.JoinRoom(Ref.next(), null, name, password);
    }

    static Command.LeaveRoom leave(RoomId room) {
        return new Command.LeaveRoom(Ref.next(), room);
    }

    @Override
    public void close() {
        commands.close();
        store.close();
    }
}
