package dev.hubbub.server.cluster;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.cluster.UserMessages.Told;
import dev.hubbub.server.hub.Hub;
import dev.hubbub.server.hub.UserInterest;
import java.util.function.LongSupplier;

/// Tells users' connections what happened to these users on other nodes. Safe for any thread; never blocks.
public final class UserSubscriptions implements UserInterest {
    private final Interests<UserId> users;
    private final ClusterBus bus;
    private final UserMessages messages;
    private final Hub hub;
    private final Runnable active;

    /// @param active told when some user is heard of from now on: before that he may have got into a room; must not
    ///     block
    public UserSubscriptions(ClusterBus bus, UserMessages messages, Hub hub, Runnable active) {
        this(bus, messages, hub, active, System::nanoTime);
    }

    UserSubscriptions(ClusterBus bus, UserMessages messages, Hub hub, Runnable active, LongSupplier nanos) {
        this.bus = bus;
        this.messages = messages;
        this.hub = hub;
        this.active = active;
        users = new Interests<>(Interests.linger(bus), nanos, this::begin, _ -> {});
    }

    private ClusterBus.Subscription begin(UserId user) {
        return bus.subscribe(UserMessages.subject(user), this::take, active);
    }

    private void take(BusMessage message) {
        messages.read(message).ifPresent(told -> {
            switch (told) {
                case Told.Joined(UserId user, RoomId room, long seq) -> hub.joined(user, room, seq);
                case Told.Read(UserId user, ServerMessage.ReadMoved moved) -> hub.signal(user, moved);
            }
        });
    }

    @Override
    public void wanted(UserId user) {
        users.wanted(user);
    }

    @Override
    public void unwanted(UserId user) {
        users.unwanted(user);
    }

    /// The user got into a room, as the database says. Told to whichever of his connections are here.
    void joined(UserId user, RoomId room, long seq) {
        if (users.has(user)) {
            hub.joined(user, room, seq);
        }
    }

    void sweep() {
        users.sweep();
    }
}
