package dev.hubbub.server.app;

import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.server.cluster.ClusterBus;
import dev.hubbub.server.cluster.Comparison;
import dev.hubbub.server.cluster.HeadCheck;
import dev.hubbub.server.cluster.Nodes;
import dev.hubbub.server.cluster.PresenceLink;
import dev.hubbub.server.cluster.Publisher;
import dev.hubbub.server.cluster.RoomMessages;
import dev.hubbub.server.cluster.RoomSubscriptions;
import dev.hubbub.server.cluster.UserMessages;
import dev.hubbub.server.cluster.UserSubscriptions;
import dev.hubbub.server.command.UserSignals;
import dev.hubbub.server.db.Heads;
import dev.hubbub.server.db.Node;
import dev.hubbub.server.hub.Hub;
import dev.hubbub.server.log.CommittedBatch;
import dev.hubbub.server.presence.PeerLink;
import dev.hubbub.server.presence.Presence;
import dev.hubbub.server.presence.TypingSignals;
import dev.hubbub.server.timeline.EncodedEvents;
import dev.hubbub.server.timeline.Timelines;
import java.util.Optional;
import java.util.function.Consumer;

/// What goes from this node to the others, and comes from them. A node that is alone hands what it commits to its own
/// timelines, and that is all.
final class PeerParts implements AutoCloseable {
    private final ClusterBus bus;
    private final Hub hub;
    private final Timelines timelines;
    private final RoomSubscriptions rooms;
    private final UserMessages userMessages;
    private final Publisher publisher;
    private final HeadCheck check;
    private final Optional<PresenceLink> presence;

    private PeerParts(ClusterParts cluster, Heads heads, Hub hub, Timelines timelines) {
        this.bus = cluster.bus();
        this.hub = hub;
        this.timelines = timelines;
        Nodes nodes = cluster.nodes();
        Node self = nodes.self();
        RoomMessages roomMessages = cluster.roomMessages();
        userMessages = new UserMessages(self.id(), self.terms().epoch());
        rooms = new RoomSubscriptions(
                bus, roomMessages, timelines, room -> checking().soon(room));
        UserSubscriptions users =
                new UserSubscriptions(bus, userMessages, hub, () -> checking().joinsSoon());
        publisher = new Publisher(bus, roomMessages, userMessages, rooms);
        check = new HeadCheck(new Comparison(heads, rooms, users), () -> HeadCheck.pace(cluster.bus(), nodes));
        presence = bus.equals(ClusterBus.NONE)
                ? Optional.empty()
                : Optional.of(new PresenceLink(
                        bus,
                        self.id(),
                        Long.parseLong(self.id(), Character.MAX_RADIX),
                        self.terms().epoch()));
        hub.watch(rooms, users);
        bus.watch(check);
        nodes.watch(_ -> check.allSoon());
        check.start();
    }

    static PeerParts start(ClusterParts cluster, Heads heads, Hub hub, Timelines timelines) {
        return new PeerParts(cluster, heads, hub, timelines);
    }

    /// Nothing is subscribed before it is there.
    private HeadCheck checking() {
        return check;
    }

    /// Where committed batches go, before their drafts are answered.
    Consumer<CommittedBatch> committed() {
        return bus.equals(ClusterBus.NONE) ? batch -> timelines.offer(EncodedEvents.of(batch)) : publisher::committed;
    }

    /// Reaches a user's connections here and elsewhere.
    UserSignals signals() {
        return (user, message) -> {
            hub.signal(user, message);
            if (!bus.equals(ClusterBus.NONE) && message instanceof ServerMessage.ReadMoved moved) {
                publisher.read(user, moved);
            }
        };
    }

    PeerLink presence() {
        return presence.<PeerLink>map(link -> link).orElse(PeerLink.NONE);
    }

    /// Both hear of the others from now on.
    void listen(Presence presence, TypingSignals typing) {
        this.presence.ifPresent(link -> link.start(presence, typing));
    }

    /// How many rooms somebody who is connected here is in.
    int activeRooms() {
        return rooms.active();
    }

    /// For what they skip.
    UserMessages userMessages() {
        return userMessages;
    }

    /// Messages about presence that could not be understood, or came from nodes of another database.
    long skippedPresence() {
        return presence.map(PresenceLink::skipped).orElse(0L);
    }

    @Override
    public void close() {
        check.close();
    }
}
