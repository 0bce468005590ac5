package dev.hubbub.server.presence;

import static java.util.Objects.requireNonNull;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Carries what nodes say to each other, late, and as long as it is hostile loses, repeats and reorders it. The
/// test moves its time.
final class ChaosBus {
    private static final int SLOWEST_MS = 1_500;

    private final Random random;
    private final Map<String, Stop> stops = new HashMap<>();
    private final List<Transport> underWay = new ArrayList<>();
    private final List<PeerMessage> published = new ArrayList<>();
    private long millis;
    private boolean hostile;
    private boolean away;

    private record Transport(long due, Stop to, Runnable arrive) {}

    ChaosBus(Random random) {
        this.random = random;
    }

    /// One node's way to the others.
    final class Stop implements PeerLink {
        private final Peer peer;
        private final Set<RoomId> subscribed = new HashSet<>();
        private @Nullable Presence presence;
        private @Nullable TypingSignals typing;
        private Consumer<RoomId> closed = _ -> {};

        private Stop(Peer peer) {
            this.peer = peer;
        }

        /// @param whenClosed told of rooms that nobody here is in any more
        void start(Presence ofThis, TypingSignals typingOfThis, Consumer<RoomId> whenClosed) {
            presence = ofThis;
            typing = typingOfThis;
            closed = whenClosed;
        }

        @Override
        public Peer self() {
            return peer;
        }

        @Override
        public void publish(PeerMessage message) {
            published.add(message);
            for (Stop stop : stops.values()) {
                carry(stop, () -> {
                    if (!(message instanceof PeerMessage.OfRoom ofRoom) || stop.subscribed.contains(ofRoom.room())) {
                        requireNonNull(stop.presence).hear(peer, message);
                    }
                });
            }
        }

        @Override
        public void publish(ServerMessage.Typing message) {
            for (Stop stop : stops.values()) {
                carry(stop, () -> {
                    if (stop != this && stop.subscribed.contains(message.room())) {
                        requireNonNull(stop.typing).heard(message);
                    }
                });
            }
        }

        @Override
        public void subscribe(RoomId room) {
            subscribed.add(room);
            requireNonNull(presence).subscribed(room);
        }

        @Override
        public void unsubscribe(RoomId room) {
            subscribed.remove(room);
            closed.accept(room);
        }
    }

    Stop connect(Peer peer) {
        Stop stop = new Stop(peer);
        stops.put(peer.name(), stop);
        return stop;
    }

    /// Whoever it was hears nothing more, and what he said may still be under way.
    void disconnect(String name) {
        stops.remove(name);
    }

    private void carry(Stop to, Runnable arrive) {
        if (away) {
            return;
        }
        int copies = !hostile ? 1 : random.nextInt(10) < 3 ? 0 : random.nextInt(10) < 3 ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            underWay.add(new Transport(millis + 1 + (hostile ? random.nextInt(SLOWEST_MS) : 0), to, arrive));
        }
    }

    void advance() {
        millis++;
        List<Transport> due = new ArrayList<>();
        underWay.removeIf(transport -> transport.due() <= millis && due.add(transport));
        for (Transport transport : due) {
            if (stops.containsValue(transport.to())) {
                transport.arrive().run();
            }
        }
    }

    void hostile(boolean is) {
        hostile = is;
    }

    void away(boolean is) {
        away = is;
    }

    /// What was said since the last call.
    List<PeerMessage> drain() {
        List<PeerMessage> all = List.copyOf(published);
        published.clear();
        return all;
    }
}
