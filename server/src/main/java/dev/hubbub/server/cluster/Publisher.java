package dev.hubbub.server.cluster;

import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.cluster.UserMessages.Told;
import dev.hubbub.server.log.CommittedBatch;
import dev.hubbub.server.timeline.EncodedEvents;

/// Hands on what this node commits: to its own connections, and then to the other nodes. Safe for any thread; never
/// blocks.
public final class Publisher {
    private final ClusterBus bus;
    private final RoomMessages rooms;
    private final UserMessages users;
    private final RoomSubscriptions here;

    public Publisher(ClusterBus bus, RoomMessages rooms, UserMessages users, RoomSubscriptions here) {
        this.bus = bus;
        this.rooms = rooms;
        this.users = users;
        this.here = here;
    }

    /// Called for each room in seq order.
    public void committed(CommittedBatch batch) {
        EncodedEvents events = EncodedEvents.of(batch);
        here.offer(events);
        rooms.write(events).forEach(bus::publish);
        // After the events: a node that is told of them already need not look for them.
        for (EncodedEvents.Change change : events.changes()) {
            if (change.kind() == EventKind.MEMBER_JOINED) {
                bus.publish(users.write(new Told.Joined(change.user(), events.room(), change.seq())));
            }
        }
    }

    /// How far a user has read moved on this node.
    public void read(UserId user, ServerMessage.ReadMoved moved) {
        bus.publish(users.write(new Told.Read(user, moved)));
    }
}
