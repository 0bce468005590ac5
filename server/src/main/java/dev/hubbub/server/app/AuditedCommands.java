package dev.hubbub.server.app;

import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage.AckBody;
import dev.hubbub.server.audit.Action;
import dev.hubbub.server.audit.Audit;
import dev.hubbub.server.audit.AuditEvent;
import dev.hubbub.server.command.Caller;
import dev.hubbub.server.command.CommandHandler;
import dev.hubbub.server.command.Reply;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/// Writes down which rooms come and go and who is put out of one, whichever edge the command came in by. A command
/// that is sent again is written down again: its `ref` shows it.
record AuditedCommands(CommandHandler commands, Audit audit) implements CommandHandler {
    @Override
    public CompletionStage<Reply> handle(Caller caller, Command.Answered command) {
        return switch (command) {
            case Command.CreateRoom create ->
                watched(
                        caller,
                        command,
                        Action.ROOM_CREATED,
                        (event, room) -> event.on("room", room)
                                .with("kind", create.kind().wireName()));
            case Command.DeleteRoom _ ->
                watched(caller, command, Action.ROOM_DELETED, (event, room) -> event.on("room", room));
            case Command.RemoveMember remove ->
                watched(
                        caller,
                        command,
                        Action.MEMBER_REMOVED,
                        (event, room) -> event.on("user", remove.user()).with("room", room));
            case Command.Post _,
                    Command.JoinRoom _,
                    Command.LeaveRoom _,
                    Command.RenameRoom _,
                    Command.SetTopic _,
                    Command.ListRooms _,
                    Command.ListMembers _,
                    Command.History _,
                    Command.MarkRead _ -> commands.handle(caller, command);
        };
    }

    private CompletionStage<Reply> watched(
            Caller caller, Command.Answered command, Action action, BiFunction<AuditEvent, RoomId, AuditEvent> more) {
        // Now: the reply comes on another thread, which works for many.
        AuditEvent event = AuditEvent.of(action)
                .by(caller.user().id())
                .with("ref", command.ref().value());
        return commands.handle(caller, command).thenApply(reply -> {
            if (reply instanceof Reply.Done(AckBody.Stored stored)) {
                audit.record(more.apply(event, stored.room()));
            } else if (reply instanceof Reply.Done(AckBody.Entered entered)) {
                audit.record(more.apply(event, entered.room().id()));
            }
            return reply;
        });
    }
}
