package dev.hubbub.server.cluster;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.server.presence.Peer;
import dev.hubbub.server.presence.PeerLink;
import dev.hubbub.server.presence.PeerMessage;
import dev.hubbub.server.presence.Presence;
import dev.hubbub.server.presence.TypingSignals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries presence and typing over the bus: what concerns a room on `presence.<room id>`, signs of life on
/// `nodes.beat` and `nodes.gone`, questions on `nodes.ask`, and answers for one node on `nodes.to.<its life>`.
///
/// Its subscriptions are confined to the presence loop; what comes in is handed there as tasks.
public final class PresenceLink implements PeerLink {
    private static final Logger LOG = LoggerFactory.getLogger(PresenceLink.class);

    private final ClusterBus bus;
    private final Peer self;
    private final Origin here;
    private final Map<RoomId, ClusterBus.Subscription> rooms = new HashMap<>();
    private final List<ClusterBus.Subscription> ofAllNodes = new ArrayList<>();
    private final LongAdder skipped = new LongAdder();
    private volatile @Nullable Ears ears;

    private record Ears(Presence presence, TypingSignals typing) {}

    /// @param node its name
    /// @param life grows from one start of this node to the next
    /// @param epoch of the database that the nodes serve
    public PresenceLink(ClusterBus bus, String node, long life, String epoch) {
        this.bus = bus;
        here = new Origin(node, epoch);
        self = new Peer(node, life);
    }

    /// Both are told from now on. Called once, before anybody connects.
    public void start(Presence presence, TypingSignals typing) {
        ears = new Ears(presence, typing);
        for (String subject : List.of("nodes.beat", "nodes.gone", "nodes.ask", "nodes.to." + self.life())) {
            ofAllNodes.add(bus.subscribe(subject, this::take, () -> {}));
        }
    }

    /// How many messages could not be understood, or came from nodes of another database.
    public long skipped() {
        return skipped.sum();
    }

    @Override
    public Peer self() {
        return self;
    }

    @Override
    public void publish(PeerMessage message) {
        send(subject(message), PresenceMessages.write(self.life(), message));
    }

    @Override
    public void publish(ServerMessage.Typing typing) {
        send(subject(typing.room()), PresenceMessages.write(self.life(), typing));
    }

    private void send(String subject, byte[] body) {
        bus.publish(new BusMessage(subject, here.headers(), body));
    }

    private static String subject(PeerMessage message) {
        return switch (message) {
            case PeerMessage.OfRoom ofRoom -> subject(ofRoom.room());
            case PeerMessage.Beat _ -> "nodes.beat";
            case PeerMessage.Gone _ -> "nodes.gone";
            case PeerMessage.Who _ -> "nodes.ask";
            case PeerMessage.Which _ -> "nodes.ask";
            case PeerMessage.These these -> "nodes.to." + these.asker();
        };
    }

    private static String subject(RoomId room) {
        return "presence." + room;
    }

    @Override
    public void subscribe(RoomId room) {
        Ears told = ears;
        if (told != null) {
            rooms.computeIfAbsent(
                    room,
                    _ -> bus.subscribe(
                            subject(room), this::take, () -> told.presence().subscribed(room)));
        }
    }

    @Override
    public void unsubscribe(RoomId room) {
        ClusterBus.Subscription subscription = rooms.remove(room);
        if (subscription != null) {
            subscription.close();
        }
    }

    private void take(BusMessage message) {
        Ears told = ears;
        Origin.Kinship kinship = here.of(message);
        if (told == null || kinship == Origin.Kinship.OWN) {
            return;
        }
        String node = message.headers().get(Origin.NODE);
        if (node == null || kinship != Origin.Kinship.KIN) {
            skipped.increment();
            return;
        }
        try {
            take(told, node, PresenceFields.read(message.body()));
        } catch (PresenceFields.MalformedException e) {
            skipped.increment();
            LOG.debug("{} said on {} what cannot be understood: {}", node, message.subject(), e.getMessage());
        }
    }

    private void take(Ears told, String node, PresenceFields fields) throws PresenceFields.MalformedException {
        if (fields.kind().equals("typing")) {
            told.typing().heard(fields.typing());
            return;
        }
        PeerMessage said = fields.message();
        if (said == null) {
            skipped.increment();
        } else {
            told.presence().hear(new Peer(node, fields.life()), said);
        }
    }
}
