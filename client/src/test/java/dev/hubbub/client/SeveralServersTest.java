package dev.hubbub.client;

import static dev.hubbub.client.ScriptedServer.BO;
import static dev.hubbub.client.Stage.HALLWAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// One log behind several addresses, each of which may be down.
class SeveralServersTest {
    private static final URI FIRST = URI.create("ws://first/ws");
    private static final URI SECOND = URI.create("ws://second/ws");

    private enum Fault {
        DOWN,
        NO_WEBSOCKET_HERE
    }

    private final ManualLoop loop = new ManualLoop();
    private final Transcript ana = new Transcript();
    private final ScriptedServer server = new ScriptedServer(loop, Weather.calm(new SplittableRandom(1)));
    private final Map<URI, Fault> faults = new HashMap<>();
    private final List<URI> asked = new ArrayList<>();

    SeveralServersTest() {
        server.room(HALLWAY);
        new HubbubClient(loop, this::open, Stage.options(FIRST, SECOND), ana, new SplittableRandom(1)).start();
    }

    private Transport.Wire open(URI uri, Transport.Inbox inbox) {
        asked.add(uri);
        Fault fault = faults.get(uri);
        if (fault == null) {
            return server.open(uri, inbox);
        }
        loop.schedule(1, () -> inbox.failed("refused", fault == Fault.NO_WEBSOCKET_HERE));
        return new DeadWire();
    }

    @Test
    void theFirstIsTriedFirst() {
        awaitOnline();
        assertThat(asked).containsExactly(FIRST);
    }

    @Test
    void whoeverIsCutOffGoesToTheNextAndMissesNothing() {
        awaitOnline();
        server.posts(BO, HALLWAY, "one");
        loop.pass(100);
        server.cut();
        server.posts(BO, HALLWAY, "two");
        loop.pass(10_000);
        assertThat(asked).containsExactly(FIRST, SECOND);
        assertThat(ana.of(HALLWAY)).containsExactly(1L, 2L);
    }

    @Test
    void theyAreTriedInTurnUntilOneAnswers() {
        faults.put(FIRST, Fault.DOWN);
        faults.put(SECOND, Fault.DOWN);
        loop.pass(10_000);
        assertThat(asked).startsWith(FIRST, SECOND, FIRST, SECOND);
        faults.remove(SECOND);
        awaitOnline();
        assertThat(asked.getLast()).isEqualTo(SECOND);
    }

    @Test
    void oneThatIsNoHubbubIsPassedOver() {
        faults.put(FIRST, Fault.NO_WEBSOCKET_HERE);
        awaitOnline();
        assertThat(asked).containsExactly(FIRST, SECOND);
    }

    @Test
    void whereNoneIsAHubbubTheClientGivesUp() {
        faults.put(FIRST, Fault.NO_WEBSOCKET_HERE);
        faults.put(SECOND, Fault.NO_WEBSOCKET_HERE);
        loop.pass(60_000);
        assertThat(asked).containsExactly(FIRST, SECOND);
        assertThat(ana.states.getLast()).isInstanceOf(ConnectionState.Closed.class);
    }

    private void awaitOnline() {
        assertThat(loop.runUntil(ana::isOnline, Stage.LONG_ENOUGH_MS)).isTrue();
    }

    private static final class DeadWire implements Transport.Wire {
        @Override
        public void send(byte[] message) {}

        @Override
        public void next() {}

        @Override
        public void close(String reason) {}

        @Override
        public void abort() {}
    }
}
