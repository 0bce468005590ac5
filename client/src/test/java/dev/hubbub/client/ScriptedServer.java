package dev.hubbub.client;

import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.CommandReader;
import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomKind;
import dev.hubbub.protocol.RoomState;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.ServerMessage.AckBody;
import dev.hubbub.protocol.UserId;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A server with rooms, refs and replays, as small as keeps the contract, behind a network as bad as its
/// weather. Confined to a [ManualLoop].
final class ScriptedServer implements Transport {
    static final Person ANA = new Person(new UserId(11), "ana");
    static final Person BO = new Person(new UserId(12), "bo");

    private final ManualLoop loop;
    private final Weather weather;
    private final Map<RoomId, List<Event>> logs = new LinkedHashMap<>();
    private final Map<RoomId, Long> joined = new LinkedHashMap<>();
    private final Map<Ref, Event> byRef = new LinkedHashMap<>();
    private final List<Command> heard = new ArrayList<>();
    private String epoch = "first";
    private int replayBound = Integer.MAX_VALUE;
    private @Nullable PlayedSocket current;
    /// How long a token lets a connection stay; null for ever.
    @Nullable
    Long tokenMs;

    private int opened;

    ScriptedServer(ManualLoop loop, Weather weather) {
        this.loop = loop;
        this.weather = weather;
    }

    // ---- what the test arranges

    void room(RoomId room) {
        logs.put(room, new ArrayList<>());
        joined.put(room, 1L);
    }

    void join(RoomId room) {
        Event event = append(room, Ref.next(), ANA, EventKind.MEMBER_JOINED, null);
        joined.put(room, event.seq());
        tell(new ServerMessage.RoomOpened(state(room)));
        deliver(event);
    }

    void leave(RoomId room) {
        Event event = append(room, Ref.next(), ANA, EventKind.MEMBER_LEFT, null);
        deliver(event);
        joined.remove(room);
    }

    void posts(Person author, RoomId room, String text) {
        Event event = append(room, Ref.next(), author, EventKind.MESSAGE, text);
        if (joined.containsKey(room)) {
            deliver(event);
        }
    }

    void replayAtMost(int events) {
        replayBound = events;
    }

    void rewind(String newEpoch) {
        epoch = newEpoch;
        cut();
    }

    void cut() {
        if (current != null) {
            current.cut();
        }
    }

    void fallSilent() {
        if (current != null) {
            current.silent = true;
        }
    }

    void close(int code) {
        if (current != null) {
            current.close(code);
        }
    }

    void tell(ServerMessage message) {
        if (current != null && current.welcomed) {
            current.tell(message);
        }
    }

    List<Event> log(RoomId room) {
        return logs.getOrDefault(room, List.of());
    }

    long lastSeq(RoomId room) {
        return log(room).size();
    }

    List<Command> heard() {
        return heard;
    }

    int opened() {
        return opened;
    }

    @Override
    public Wire open(URI uri, Inbox inbox) {
        opened++;
        PlayedSocket socket = new PlayedSocket(loop, weather, inbox, this::take);
        current = socket;
        socket.connect();
        return socket;
    }

    // ---- what the server does

    private void take(PlayedSocket socket, byte[] bytes) {
        Command command = ((CommandReader.Accepted) new CommandReader().read(bytes)).command();
        heard.add(command);
        switch (command) {
            case Command.Hello hello -> welcome(socket, hello);
            case Command.Post post -> post(socket, post);
            case Command.Ping() -> socket.tell(new ServerMessage.Pong());
            case Command.Typing _ -> {}
            case Command.Renew renew -> socket.tell(new ServerMessage.Ack(renew.ref(), new AckBody.Renewed(tokenMs)));
            case Command.Answered other -> socket.tell(new ServerMessage.Ack(other.ref(), new AckBody.Done()));
        }
    }

    private void welcome(PlayedSocket socket, Command.Hello hello) {
        List<RoomState> rooms = joined.keySet().stream().map(this::state).toList();
        List<RoomId> left = hello.cursors().keySet().stream()
                .filter(room -> !joined.containsKey(room))
                .toList();
        socket.tell(new ServerMessage.Welcome(
                "c-" + opened, "n-1", epoch, ANA, rooms, left, new ServerMessage.Limits(8_192, 16_384, 100), tokenMs));
        socket.welcomed = true;
        if (epoch.equals(hello.epoch())) {
            joined.keySet().forEach(room -> replay(socket, room, hello.cursors().get(room)));
        }
    }

    private void replay(PlayedSocket socket, RoomId room, @Nullable Long cursor) {
        if (cursor == null) {
            return;
        }
        long from = Math.max(cursor + 1, joined.getOrDefault(room, 1L));
        if (lastSeq(room) - from >= replayBound) {
            from = lastSeq(room) - replayBound + 1;
            socket.tell(new ServerMessage.Reset(room, lastSeq(room), from));
        }
        for (Event event : log(room)
                .subList((int) Math.min(from - 1, lastSeq(room)), log(room).size())) {
            socket.tell(new ServerMessage.EventDelivered(event));
        }
    }

    private void post(PlayedSocket socket, Command.Post post) {
        if (weather.strikes(weather.retryLater)) {
            socket.tell(new ServerMessage.Failure(post.ref(), ErrorCode.OVERLOADED, "full", weather.upTo(300)));
            return;
        }
        boolean unconfirmed = weather.strikes(weather.unconfirmed);
        Event event = byRef.get(post.ref());
        if (event == null && (!unconfirmed || weather.tossUp())) {
            event = append(post.room(), post.ref(), ANA, EventKind.MESSAGE, post.text());
            deliver(event);
        }
        if (unconfirmed || event == null) {
            socket.tell(new ServerMessage.Failure(post.ref(), ErrorCode.UNCONFIRMED, "unconfirmed", 50L));
        } else {
            socket.tell(new ServerMessage.Ack(post.ref(), new AckBody.Stored(event.room(), event.seq(), event.at())));
        }
    }

    private Event append(RoomId room, Ref ref, Person author, EventKind kind, @Nullable String text) {
        List<Event> log = logs.computeIfAbsent(room, _ -> new ArrayList<>());
        Event event = new Event(
                room,
                log.size() + 1L,
                kind,
                Instant.ofEpochMilli(loop.millis()),
                author,
                ref,
                text,
                kind.changesAudience() ? author : null,
                null,
                null);
        log.add(event);
        byRef.put(ref, event);
        return event;
    }

    private void deliver(Event event) {
        if (current != null && current.welcomed) {
            current.tellEvent(event);
        }
    }

    private RoomState state(RoomId room) {
        return new RoomState(
                room, "room " + room, "", RoomKind.PUBLIC, true, null, 2, 0, lastSeq(room), 0, lastSeq(room));
    }
}
