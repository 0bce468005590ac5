package dev.hubbub.server.gateway;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomState;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.hub.Deflation;
import dev.hubbub.server.hub.Shard;
import dev.hubbub.server.hub.Start;
import dev.hubbub.server.hub.Subscriber;
import dev.hubbub.server.presence.Visit;
import io.netty.buffer.ByteBuf;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// What one client hears, from its hello to its end: its rooms' events, and who is online there. Confined to
/// its event loop.
final class Subscription implements Subscriber {
    private final Gateway gateway;
    private final Executor loop;
    private final Shard shard;
    private final Sender sender;
    private final Person person;
    private final Visit visit;
    /// Rooms that the user just got into and that the client has not been told the name of.
    private final Set<RoomId> opening = new HashSet<>();

    private Subscription(Gateway gateway, Executor loop, Sender sender, Person person) {
        this.gateway = gateway;
        this.loop = loop;
        this.sender = sender;
        this.person = person;
        shard = gateway.hub.shard(loop);
        visit = gateway.backend.presence().visit(person);
    }

    /// Notes from now on what the user gets into; [#open] gives him the rest.
    static Subscription register(Gateway gateway, Executor loop, Sender sender, Person person) {
        Subscription subscription = new Subscription(gateway, loop, sender, person);
        subscription.shard.register(subscription);
        return subscription;
    }

    /// @param starts for each room, where it is fed from
    void open(Map<RoomId, Start> starts) {
        // Before the rooms' own comings and goings, which may follow at once.
        visit.enter(starts.keySet());
        shard.open(this, starts);
    }

    /// For good.
    void end() {
        shard.unregister(this);
        opening.clear();
        visit.end();
    }

    boolean isSubscribed(RoomId room) {
        return shard.isSubscribed(this, room);
    }

    /// The client takes more again.
    void drained() {
        shard.drained(this);
    }

    @Override
    public UserId user() {
        return person.id();
    }

    @Override
    public @Nullable Deflation deflation() {
        return sender.deflation();
    }

    @Override
    public boolean isWritable() {
        return sender.isWritable();
    }

    @Override
    public void send(ByteBuf frames) {
        sender.write(frames);
    }

    @Override
    public void flush() {
        sender.flush();
    }

    /// The room's name and state come a moment after the event by which the user got in, and who is online
    /// there after these, or the client would have to keep a list for a room it does not know.
    @Override
    public void entered(RoomId room) {
        visit.enter(Set.of(room));
        opening.add(room);
        gateway.ask(
                loop,
                () -> gateway.backend.place().apply(user(), room),
                // Nothing, if the user was out again by then; should he be back since, that was asked too.
                place -> place.ifPresent(present -> opened(room, present.state())),
                () -> opened(room, null));
    }

    /// @param state null if the database did not answer
    private void opened(RoomId room, @Nullable RoomState state) {
        if (opening.remove(room)) {
            if (state != null) {
                sender.send(new ServerMessage.RoomOpened(state));
            }
            askWhoIsOnline(room);
        }
    }

    /// The client knows from the event that it was just sent.
    @Override
    public void left(RoomId room) {
        opening.remove(room);
        visit.leave(room);
    }

    @Override
    public void caughtUp(RoomId room) {
        if (!opening.contains(room)) {
            askWhoIsOnline(room);
        }
    }

    /// The answer takes the same way as the diffs, from the presence loop to this one, and so comes between the
    /// right ones.
    private void askWhoIsOnline(RoomId room) {
        gateway.backend
                .presence()
                .snapshot(
                        room,
                        online -> loop.execute(() -> {
                            // Else the user left and came back meanwhile, and is told after the room's name.
                            if (!opening.contains(room)) {
                                shard.listen(this, room, sender.frame(online));
                            }
                        }));
    }
}
