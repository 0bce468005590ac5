package dev.hubbub.server.presence;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.UserId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Who is online on this node. Safe for any thread and never blocks: everything is done, in order, on the
/// presence loop, which owns the state.
///
/// A user is online while one of his connections is. All that happened within a flush interval goes out as one
/// diff for each room, and a user who was gone for less than that is not mentioned.
public final class Presence {
    private final PresenceLoop loop;
    private final PresenceConfig config;
    private final RoomSignals signals;
    private final Map<UserId, Attendance> users = new HashMap<>();
    private final Map<RoomId, RoomPresence> rooms = new HashMap<>();
    /// In order of their first change, so that no room is told late because of others.
    private final Set<RoomId> unsettled = new LinkedHashSet<>();

    /// A user who is online. Confined to the presence loop.
    private static final class Attendance {
        final Set<RoomId> rooms = new HashSet<>();
        int connections;
    }

    public Presence(PresenceLoop loop, PresenceConfig config, RoomSignals signals) {
        this.loop = loop;
        this.config = config;
        this.signals = signals;
        loop.every(config.flushInterval(), this::flush);
    }

    /// One more connection of this user. Every call needs its [#disconnected].
    ///
    /// @param in the rooms that he is in; later changes come by [#entered] and [#left]
    public void connected(Person person, Set<RoomId> in) {
        var copy = Set.copyOf(in);
        loop.execute(() -> {
            var attendance = users.computeIfAbsent(person.id(), _ -> new Attendance());
            attendance.connections++;
            copy.forEach(room -> enter(person, attendance, room));
        });
    }

    /// One connection less.
    public void disconnected(Person person) {
        loop.execute(() -> {
            var attendance = users.get(person.id());
            if (attendance != null && --attendance.connections == 0) {
                users.remove(person.id());
                attendance.rooms.forEach(room -> exit(person.id(), room));
            }
        });
    }

    /// The user got into the room; says nothing new if each of his connections tells it.
    public void entered(Person person, RoomId room) {
        loop.execute(() -> {
            var attendance = users.get(person.id());
            if (attendance != null) {
                enter(person, attendance, room);
            }
        });
    }

    /// The user is out of the room, or the room is gone.
    public void left(Person person, RoomId room) {
        loop.execute(() -> {
            var attendance = users.get(person.id());
            if (attendance != null && attendance.rooms.remove(room)) {
                exit(person.id(), room);
            }
        });
    }

    /// Gives the first message for a connection that is subscribed to the room already. `sink` runs on the
    /// presence loop, in order with what goes to [RoomSignals]; whoever hands both on in that order shows the
    /// truth.
    public void snapshot(RoomId room, Consumer<ServerMessage.Presence> sink) {
        loop.execute(() -> {
            var presence = rooms.get(room);
            sink.accept(presence == null ? nobody(room) : presence.first());
        });
    }

    private void enter(Person person, Attendance attendance, RoomId room) {
        if (attendance.rooms.add(room)) {
            rooms.computeIfAbsent(room, id -> new RoomPresence(id, config)).add(person);
            unsettled.add(room);
        }
    }

    private void exit(UserId user, RoomId room) {
        var presence = rooms.get(room);
        if (presence != null) {
            presence.remove(user);
            unsettled.add(room);
        }
    }

    private void flush() {
        var now = loop.uptime();
        for (RoomId room : List.copyOf(unsettled)) {
            var presence = rooms.get(room);
            ServerMessage.@Nullable Presence news = presence == null ? null : presence.flush(now);
            if (presence == null || presence.isSettled()) {
                unsettled.remove(room);
            }
            if (presence != null && presence.isEmpty() && presence.isSettled()) {
                rooms.remove(room);
            }
            if (news != null) {
                signals.send(room, news);
            }
        }
    }

    private static ServerMessage.Presence nobody(RoomId room) {
        return new ServerMessage.Presence(room, List.of(), List.of(), List.of(), null);
    }
}
