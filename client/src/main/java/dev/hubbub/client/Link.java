package dev.hubbub.client;

import dev.hubbub.protocol.CloseCode;
import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.CommandWriter;
import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomState;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.ServerMessage.AckBody;
import dev.hubbub.protocol.ServerMessageReader;
import java.io.IOException;
import java.time.Duration;
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
    private final Servers servers;
    private final Listener listener;
    private final Delivery delivery;
    private final Outbox outbox;
    private final Backoff backoff;
    private final Watch watch;
    private final Renewal renewal;

    private ConnectionState state = new ConnectionState.Waiting("not started", Duration.ZERO);
    private long generation;
    private Transport.@Nullable Wire wire;
    private Loop.@Nullable Timer reconnect;
    private int frameBytes = Integer.MAX_VALUE;
    private long reconnectAfterMs = -1;
    private long heldUntil;

    private long connects;

    Link(Loop loop, Transport transport, ClientOptions options, Listener listener, RandomGenerator random) {
        this.loop = loop;
        this.transport = transport;
        this.options = options;
        servers = new Servers(options.uris());
        this.listener = listener;
        delivery = new Delivery(listener);
        outbox = new Outbox(options.outboxCapacity(), options.window());
        backoff = new Backoff(
                options.firstBackoff().toMillis(), options.mostBackoff().toMillis(), random);
        watch = new Watch(loop, options.idle().toMillis(), options.patience().toMillis());
        renewal = new Renewal(loop, options.token(), this::signal);
        if (options.epoch() != null) {
            delivery.resume(options.epoch(), options.cursors());
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
    void signal(Command unanswered) {
        assert loop.inLoop();
        if (state instanceof ConnectionState.Online && wire != null) {
            wire.send(WRITER.write(unanswered));
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
        return delivery.resumption();
    }

    ClientCounts counts() {
        return delivery.counts(connects, outbox.resends());
    }

    // ---- sockets come and go

    private void open(long mine, @Nullable String token, @Nullable Throwable fault) {
        if (fault instanceof LoginRequired) {
            end(CloseCode.UNAUTHENTICATED.code(), String.valueOf(fault.getMessage()));
        } else if (fault != null || token == null) {
            lose("no token: " + (fault == null ? "the supplier gave null" : fault.getMessage()));
        } else {
            watch.expect(() -> lose("no answer to the hello"));
            wire = transport.open(servers.current(), new Socket(mine, token));
        }
    }

    private void sayHello(String token) {
        if (wire != null) {
            wire.send(WRITER.write(delivery.hello(token)));
        }
    }

    private void lose(String why) {
        lose(why, backoff.next());
    }

    private void lose(String why, long delayMs) {
        servers.next();
        comeAgain(why, delayMs);
    }

    private void comeAgain(String why, long delayMs) {
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
        renewal.stop();
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
        } else if (renewal.asked(failure.ref())) {
            lose("the server does not take the new token: " + failure.message());
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
            case ServerMessage.EventDelivered(Event event) -> {
                if (!delivery.deliver(event)) {
                    missing(event.room(), event.seq());
                }
            }
            case ServerMessage.UnknownEvent unknown -> {
                if (!delivery.deliver(unknown)) {
                    missing(unknown.room(), unknown.seq());
                }
            }
            case ServerMessage.RoomOpened(RoomState room) -> delivery.opened(room);
            case ServerMessage.Ack ack
            when renewal.asked(ack.ref()) ->
                renewal.stays(ack.body() instanceof AckBody.Renewed renewed ? renewed.expiresInMs() : null);
            case ServerMessage.Ack ack -> {
                outbox.acked(ack.ref(), ack.body());
                flush();
            }
            case ServerMessage.Failure failure -> failed(failure);
            case ServerMessage.Presence presence -> listener.presence(presence);
            case ServerMessage.Typing typing -> listener.typing(typing);
            case ServerMessage.ReadMoved moved -> listener.readMoved(moved);
            case ServerMessage.Reset reset -> delivery.reset(reset.room(), reset.from());
            case ServerMessage.Goodbye goodbye -> {
                reconnectAfterMs = goodbye.reconnectAfterMs();
                listener.goodbye(goodbye);
            }
            case ServerMessage.Pong() -> {}
        }
    }

    private void missing(RoomId room, long seq) {
        lose("an event of room " + room + " is missing before " + seq, 0);
    }

    private void welcomed(ServerMessage.Welcome welcome) {
        frameBytes = welcome.limits().frameBytes();
        if (delivery.welcomed(welcome, options.replayFromStart())) {
            // Only now are the rooms known whose beginning is wanted.
            comeAgain("asking for the rooms' beginnings", 0);
            return;
        }
        connects++;
        backoff.reset();
        servers.found();
        watch.idle(this::askForLife, () -> lose("the server fell silent"));
        enter(new ConnectionState.Online());
        renewal.stays(welcome.expiresInMs());
        listener.welcomed(welcome);
        flush();
    }

    private void askForLife() {
        if (wire != null) {
            wire.send(WRITER.write(new Command.Ping()));
        }
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
                if (permanent && servers.allInVain()) {
                    end(0, why);
                } else if (permanent) {
                    comeAgain(why, backoff.next());
                } else {
                    lose(why);
                }
            });
        }
    }
}
