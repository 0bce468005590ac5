package dev.hubbub.client;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.ServerMessageWriter;
import java.util.function.BiConsumer;

/// One socket between a client and the [ScriptedServer]: keeps the order of each way, delays, and breaks where
/// the weather says so. What is under way when it breaks is lost. Confined to a [ManualLoop].
final class PlayedSocket implements Transport.Wire {
    private static final ServerMessageWriter WRITER = new ServerMessageWriter();

    private final ManualLoop loop;
    private final Weather weather;
    private final Transport.Inbox inbox;
    private final BiConsumer<PlayedSocket, byte[]> server;
    private boolean broken;
    private long toServer;
    private long toClient;
    boolean silent;
    boolean welcomed;

    PlayedSocket(ManualLoop loop, Weather weather, Transport.Inbox inbox, BiConsumer<PlayedSocket, byte[]> server) {
        this.loop = loop;
        this.weather = weather;
        this.inbox = inbox;
        this.server = server;
    }

    void connect() {
        if (weather.strikes(weather.refusedConnect)) {
            broken = true;
            loop.schedule(weather.delay(), () -> inbox.failed("refused", false));
        } else {
            toClient(inbox::opened);
        }
    }

    void tell(ServerMessage message) {
        byte[] bytes = WRITER.write(message);
        maybeBreak();
        toClient(() -> inbox.text(bytes));
    }

    void tellEvent(Event event) {
        if (weather.strikes(weather.lostEvent)) {
            return;
        }
        tell(new ServerMessage.EventDelivered(event));
        if (weather.strikes(weather.repeatedEvent)) {
            tell(new ServerMessage.EventDelivered(event));
        }
    }

    void cut() {
        if (!broken) {
            broken = true;
            if (weather.tossUp()) {
                inbox.failed("cut", false);
            } else {
                inbox.closed(weather.tossUp() ? 1012 : 1006, "");
            }
        }
    }

    void close(int code) {
        if (!broken) {
            broken = true;
            loop.schedule(0, () -> inbox.closed(code, "by the script"));
        }
    }

    private void maybeBreak() {
        if (weather.strikes(weather.cut)) {
            // Now or a little later, so that what is under way is lost sometimes whole and sometimes half.
            loop.schedule(weather.delay(), this::cut);
        }
        silent |= weather.strikes(weather.silence);
    }

    private void toClient(Runnable arrive) {
        toClient = Math.max(toClient, loop.millis() + weather.delay());
        loop.schedule(toClient - loop.millis(), () -> {
            if (!broken && !silent) {
                arrive.run();
            }
        });
    }

    @Override
    public void send(byte[] message) {
        maybeBreak();
        toServer = Math.max(toServer, loop.millis() + weather.delay());
        loop.schedule(toServer - loop.millis(), () -> {
            if (!broken) {
                server.accept(this, message);
            }
        });
    }

    @Override
    public void next() {}

    @Override
    public void close(String reason) {
        broken = true;
    }

    @Override
    public void abort() {
        broken = true;
    }
}
