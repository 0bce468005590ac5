package dev.hubbub.server.command;

import dev.hubbub.protocol.Command;
import dev.hubbub.server.db.Database;
import dev.hubbub.server.db.Directory;
import dev.hubbub.server.db.EventLog;
import dev.hubbub.server.db.ReadMarkers;
import dev.hubbub.server.db.RoomTable;
import dev.hubbub.server.db.Snapshots;
import dev.hubbub.server.db.Users;
import dev.hubbub.server.ids.Ids;
import dev.hubbub.server.log.GroupCommitters;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Everything a person can ask for. Safe for any thread.
///
/// Only dispatches: the features are the package's other classes. What is one event goes straight to the log;
/// what must look something up first runs on a virtual thread.
public final class Commands implements CommandHandler, AutoCloseable {
    private final BlockingCalls blocking;
    private final Messages messages;
    private final Rooms rooms;
    private final Joins joins;
    private final Directories directories;
    private final Histories histories;
    private final ReadMarks reads;

    public Commands(
            Database database,
            GroupCommitters log,
            Ids ids,
            RoomPasswords passwords,
            UserSignals signals,
            OnlineMembers online,
            CommandLimits limits) {
        this(database, log::append, ids, passwords, signals, online, limits);
    }

    Commands(
            Database database,
            LogWriter log,
            Ids ids,
            RoomPasswords passwords,
            UserSignals signals,
            OnlineMembers online,
            CommandLimits limits) {
        var table = new RoomTable(database);
        var sights = new Sights(table);
        var events = new EventLog(database);
        var entrances = new Entrances(log, events, new Snapshots(database));
        blocking = new BlockingCalls(limits);
        messages = new Messages(log, limits.messageBytes());
        rooms = new Rooms(log, entrances, new Users(database), passwords, ids, limits.membersPerRoom());
        joins = new Joins(entrances, table, passwords);
        directories = new Directories(new Directory(database), sights, online);
        histories = new Histories(events, sights);
        reads = new ReadMarks(new ReadMarkers(database), sights, signals);
    }

    /// Never blocks and never fails: whatever goes wrong is a [Reply.Refused]. The reply may come on a
    /// committer's thread, so whoever waits for it must hand it on without blocking there.
    @Override
    public CompletionStage<Reply> handle(Caller caller, Command.Answered command) {
        Scope needed = needed(command);
        if (!caller.may(needed)) {
            return CompletableFuture.completedFuture(Replies.insufficientScope(needed));
        }
        try {
            return dispatch(caller, command);
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(
                    Failures.reply(command.getClass().getSimpleName(), e));
        }
    }

    private CompletableFuture<Reply> dispatch(Caller caller, Command.Answered command) {
        return switch (command) {
            case Command.Post post -> messages.post(caller, post);
            case Command.LeaveRoom leave -> rooms.leave(caller, leave);
            case Command.DeleteRoom delete -> rooms.delete(caller, delete);
            case Command.RenameRoom rename -> rooms.rename(caller, rename);
            case Command.SetTopic set -> rooms.setTopic(caller, set);
            case Command.CreateRoom create -> blocking.call("CreateRoom", () -> rooms.create(caller, create));
            case Command.JoinRoom join -> blocking.call("JoinRoom", () -> joins.join(caller, join));
            case Command.RemoveMember remove -> blocking.call("RemoveMember", () -> rooms.remove(caller, remove));
            case Command.ListRooms list -> blocking.call("ListRooms", () -> directories.rooms(caller, list));
            case Command.ListMembers list -> blocking.call("ListMembers", () -> directories.members(caller, list));
            case Command.History history -> blocking.call("History", () -> histories.history(caller, history));
            case Command.MarkRead mark -> blocking.call("MarkRead", () -> reads.mark(caller, mark));
        };
    }

    private static Scope needed(Command.Answered command) {
        return switch (command) {
            case Command.Post _,
                    Command.LeaveRoom _,
                    Command.DeleteRoom _,
                    Command.RenameRoom _,
                    Command.SetTopic _,
                    Command.CreateRoom _,
                    Command.JoinRoom _,
                    Command.RemoveMember _,
                    Command.MarkRead _ -> Scope.WRITE;
            case Command.ListRooms _, Command.ListMembers _, Command.History _ -> Scope.READ;
        };
    }

    /// About how many commands wait for their turn now, of those that must look something up.
    public int waiting() {
        return blocking.waiting();
    }

    /// How many commands found no room to wait in, since the start.
    public long refused() {
        return blocking.refused();
    }

    /// Waits for the commands that run. Close it before the log and the database.
    @Override
    public void close() {
        blocking.close();
    }
}
