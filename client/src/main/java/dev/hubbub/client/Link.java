package dev.hubbub.client;

import dev.hubbub.protocol.CloseCode;
import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.CommandWriter;
import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomState;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.ServerMessage.AckBody;
import dev.hubbub.protocol.ServerMessageReader;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One client's connection through all its sockets: the state machine that connects, resumes, resends and gives
/// up. Confined to its loop. Every socket has a generation, and what an older one still tells is ignored.
final class Link {
    private static final long DEFAULT_RETRY_MS = 500;
    private static final CommandWriter WRITER = new CommandWriter();
    private static final ServerMessageReader READER = new ServerMessageReader();

    private final Loop loop;
    private final Transport transport;
    private final ClientOptions options;
    private final Listener listener;
    private final Positions positions = new Positions();
    private final Outbox outbox;
    private final Backoff backoff;
    private final Watch watch;
    private final Map<RoomId, RoomState> rooms = new HashMap<>();

    private ConnectionState state = new ConnectionState.Waiting("not started", Duration.ZERO);
    private long generation;
    private Transport.@Nullable Wire wire;
    private Loop.@Nullable Timer reconnect;
    private @Nullable Person self;
    private int frameBytes = Integer.MAX_VALUE;
    private long reconnectAfterMs = -1;
    private long heldUntil;

    private long delivered;
    private long duplicates;
    private long holes;
    private long resets;
    private long connects;

    Link(Loop loop, Transport transport, ClientOptions options, Listener listener, RandomGenerator random) {
        this.loop = loop;
        this.transport = transport;
        this.options = options;
        this.listener = listener;
        outbox = new Outbox(options.outboxCapacity(), options.window());
        backoff = new Backoff(
                options.firstBackoff().toMillis(), options.mostBackoff().toMillis(), random);
        watch = new Watch(loop, options.idle().toMillis(), options.patience().toMillis());
        if (options.epoch() != null) {
            positions.resume(options.epoch(), options.cursors());
        }
    }

    // ---- what the client's user asks for

    void connect() {
        assert loop.inLoop();
        if (isClosed()) {
            return;
        }
        long mine = ++generation;
        reconnectAfterMs = -1;
        enter(new ConnectionState.Connecting());
        loop.offload(options.token()::get, (token, fault) -> {
            if (mine == generation && !isClosed()) {
                open(mine, token, fault);
            }
        });
    }

    <B extends AckBody> void submit(
            Command.Answered command, Class<B> expected, CompletableFuture<Outcome<B>> outcome) {
        assert loop.inLoop();
        if (state instanceof ConnectionState.Closed closed) {
            outcome.complete(new Outcome.Abandoned<>(closed.why()));
            return;
        }
        outbox.add(command, expected, outcome);
        flush();
    }

    /// For what nobody answers: worth nothing once the moment has passed.
    void signal(Command.Typing typing) {
        assert loop.inLoop();
        if (state instanceof ConnectionState.Online && wire != null) {
            wire.send(WRITER.write(typing));
        }
    }

    void close() {
        if (!isClosed()) {
            Transport.Wire last = wire;
            wire = null;
            end(0, "closed by its user");
            if (last != null) {
                last.close("bye");
            }
        }
    }

    ConnectionState state() {
        return state;
    }

    Resumption resumption() {
        return new Resumption(positions.epoch(), positions.cursors());
    }

    ClientCounts counts() {
        return new ClientCounts(delivered, duplicates, holes, resets, connects, outbox.resends());
    }

    // ---- sockets come and go

    private void open(long mine, @Nullable String token, @Nullable Throwable fault) {
        if (fault instanceof LoginRequired) {
            end(CloseCode.UNAUTHENTICATED.code(), String.valueOf(fault.getMessage()));
        } else if (fault != null || token == null) {
            lose("no token: " + (fault == null ? "the supplier gave null" : fault.getMessage()));
        } else {
            watch.expect(() -> lose("no answer to the hello"));
            wire = transport.open(options.uri(), new Socket(mine, token));
        }
    }

    private void sayHello(String token) {
        if (wire != null) {
            wire.send(WRITER.write(new Command.Hello(token, positions.epoch(), positions.cursors())));
        }
    }

    private void lose(String why) {
        lose(why, backoff.next());
    }

    private void lose(String why, long delayMs) {
        dropWire();
        outbox.unsendAll();
        long delay = reconnectAfterMs >= 0 ? backoff.jittered(reconnectAfterMs) : delayMs;
        reconnect = loop.schedule(delay, this::connect);
        enter(new ConnectionState.Waiting(why, Duration.ofMillis(delay)));
    }

    private void closedByServer(int code, String reason) {
        String why = "the server closed with " + code + (reason.isEmpty() ? "" : ": " + reason);
        if (CloseCode.shouldReconnect(code)) {
            lose(why);
        } else {
            end(code, why);
        }
    }

    private void end(int code, String why) {
        dropWire();
        if (reconnect != null) {
            reconnect.cancel();
        }
        enter(new ConnectionState.Closed(code, why));
        outbox.abandonAll(why);
    }

    private void dropWire() {
        generation++;
        watch.stop();
        if (wire != null) {
            wire.abort();
            wire = null;
        }
    }

    private void enter(ConnectionState next) {
        state = next;
        listener.stateChanged(next);
    }

    private boolean isClosed() {
        return state instanceof ConnectionState.Closed;
    }

    // ---- commands go out

    private void flush() {
        if (state instanceof ConnectionState.Online && loop.millis() >= heldUntil) {
            outbox.flush(this::send);
        }
    }

    private void send(Command.Answered command) {
        byte[] bytes = WRITER.write(command);
        if (bytes.length > frameBytes) {
            // The server would close the connection on it, and on every next one that it is sent again on.
            outbox.refused(
                    command.ref(), ErrorCode.TOO_LARGE, "a command may have at most " + frameBytes + " bytes as JSON");
        } else if (wire != null) {
            wire.send(bytes);
        }
    }

    private void failed(ServerMessage.Failure failure) {
        if (failure.ref() == null) {
            listener.complaint(failure);
        } else if (failure.code().retry() || failure.retryAfterMs() != null) {
            Long after = failure.retryAfterMs();
            long delay = backoff.jittered(after == null ? DEFAULT_RETRY_MS : after);
            outbox.unsend(failure.ref());
            // Younger commands wait as well, or they would overtake the one that is to be sent again.
            heldUntil = Math.max(heldUntil, loop.millis() + delay);
            loop.schedule(delay, this::flush);
        } else {
            outbox.refused(failure.ref(), failure.code(), failure.message());
            flush();
        }
    }

    // ---- messages come in

    private void take(ServerMessage message) {
        switch (message) {
            case ServerMessage.Welcome welcome -> welcomed(welcome);
            case ServerMessage.EventDelivered(Event event) -> deliver(event.room(), event.seq(), () -> give(event));
            case ServerMessage.UnknownEvent unknown ->
                deliver(unknown.room(), unknown.seq(), () -> listener.unknownEvent(unknown));
            case ServerMessage.RoomOpened(RoomState room) -> {
                positions.open(room);
                rooms.put(room.id(), room);
                listener.roomOpened(room);
            }
            case ServerMessage.Ack ack -> {
                outbox.acked(ack.ref(), ack.body());
                flush();
            }
            case ServerMessage.Failure failure -> failed(failure);
            case ServerMessage.Presence presence -> listener.presence(presence);
            case ServerMessage.Typing typing -> listener.typing(typing);
            case ServerMessage.ReadMoved moved -> listener.readMoved(moved);
            case ServerMessage.Reset reset -> reset(reset.room(), reset.from());
            case ServerMessage.Goodbye goodbye -> {
                reconnectAfterMs = goodbye.reconnectAfterMs();
                listener.goodbye(goodbye);
            }
            case ServerMessage.Pong() -> {}
        }
    }

    private void welcomed(ServerMessage.Welcome welcome) {
        self = welcome.user();
        frameBytes = welcome.limits().frameBytes();
        if (positions.enter(welcome.epoch())) {
            listener.epochChanged(welcome.epoch());
        }
        forgetAllBut(welcome.rooms());
        if (positions.take(welcome.rooms(), options.replayFromStart())) {
            // Only now are the rooms known whose beginning is wanted.
            lose("asking for the rooms' beginnings", 0);
            return;
        }
        connects++;
        backoff.reset();
        watch.idle(this::askForLife, () -> lose("the server fell silent"));
        enter(new ConnectionState.Online());
        listener.welcomed(welcome);
        flush();
    }

    /// While this client was away its user may have left rooms, and rooms may have been deleted.
    private void forgetAllBut(List<RoomState> current) {
        Set<RoomId> gone = new HashSet<>(rooms.keySet());
        gone.removeIf(positions::hasLeft);
        positions.forgetAllBut(current);
        rooms.clear();
        current.forEach(room -> rooms.put(room.id(), room));
        gone.removeAll(rooms.keySet());
        gone.forEach(listener::roomLeft);
    }

    private void askForLife() {
        if (wire != null) {
            wire.send(WRITER.write(new Command.Ping()));
        }
    }

    private void deliver(RoomId room, long seq, Runnable give) {
        boolean cameBack = positions.hasLeft(room);
        switch (positions.offer(room, seq)) {
            case DELIVER -> {
                RoomState state = rooms.get(room);
                if (cameBack && state != null) {
                    // In a replay nobody else says so.
                    listener.roomOpened(state);
                }
                delivered++;
                give.run();
            }
            case DUPLICATE -> duplicates++;
            case HOLE -> {
                holes++;
                lose("an event of room " + room + " is missing before " + seq, 0);
            }
            case SKIP_HOLE -> {
                reset(room, seq);
                positions.offer(room, seq);
                delivered++;
                give.run();
            }
        }
    }

    private void give(Event event) {
        listener.event(event);
        if (endsMembership(event)) {
            positions.leave(event.room());
            listener.roomLeft(event.room());
        }
    }

    private boolean endsMembership(Event event) {
        return switch (event.kind()) {
            case ROOM_DELETED -> true;
            case MEMBER_LEFT, MEMBER_REMOVED ->
                self != null && self.id().equals(subject(event).id());
            case MESSAGE,
                    MESSAGE_EDITED,
                    MESSAGE_DELETED,
                    REACTION_ADDED,
                    REACTION_REMOVED,
                    MEMBER_JOINED,
                    ROOM_UPDATED -> false;
        };
    }

    private static Person subject(Event event) {
        return event.user() == null ? event.author() : event.user();
    }

    private void reset(RoomId room, long from) {
        resets++;
        positions.reset(room, from);
        listener.reset(room, from);
    }

    /// What one socket tells, brought onto the loop; nothing once the link has moved on.
    private final class Socket implements Transport.Inbox {
        private final long mine;
        private final String token;

        Socket(long mine, String token) {
            this.mine = mine;
            this.token = token;
        }

        private void ifCurrent(Runnable task) {
            loop.execute(() -> {
                if (mine == generation) {
                    task.run();
                }
            });
        }

        @Override
        public void opened() {
            ifCurrent(() -> sayHello(token));
        }

        @Override
        public void text(byte[] message) {
            ifCurrent(() -> read(message));
        }

        private void read(byte[] bytes) {
            try {
                READER.read(bytes).ifPresent(Link.this::take);
            } catch (IOException e) {
                lose("the server sent what is no message: " + e.getMessage());
            } finally {
                // Once the listener is done: its time is not the server's silence.
                watch.heard();
                if (mine == generation && wire != null) {
                    wire.next();
                }
            }
        }

        @Override
        public void heard() {
            ifCurrent(watch::heard);
        }

        @Override
        public void closed(int code, String reason) {
            ifCurrent(() -> closedByServer(code, reason));
        }

        @Override
        public void failed(String why, boolean permanent) {
            ifCurrent(() -> {
                if (permanent) {
                    end(0, why);
                } else {
                    lose(why);
                }
            });
        }
    }
}
