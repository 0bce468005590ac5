package dev.hubbub.server.cluster;

import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.server.hub.RoomInterest;
import dev.hubbub.server.timeline.EncodedEvents;
import dev.hubbub.server.timeline.Timelines;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Brings the events of the rooms that somebody on this node is in to their timelines, wherever they were committed.
/// Safe for any thread; never blocks.
///
/// A room that nobody here is in has no timeline: it would be told of what this node commits and not of the rest, and
/// would look in the log for that. The one that begins when somebody comes is told how far the log goes as soon
/// as nothing can pass this node by any more.
public final class RoomSubscriptions implements RoomInterest {
    private final Interests<RoomId> rooms;
    private final ClusterBus bus;
    private final RoomMessages messages;
    private final Timelines timelines;
    private final Consumer<RoomId> active;
    /// The last seq that each room's timeline was told of: from then on it sees to itself.
    private final ConcurrentHashMap<RoomId, Long> announced = new ConcurrentHashMap<>();

    /// @param active told of each room whose events are heard from now on; must not block
    public RoomSubscriptions(ClusterBus bus, RoomMessages messages, Timelines timelines, Consumer<RoomId> active) {
        this(bus, messages, timelines, active, System::nanoTime);
    }

    RoomSubscriptions(
            ClusterBus bus, RoomMessages messages, Timelines timelines, Consumer<RoomId> active, LongSupplier nanos) {
        this.bus = bus;
        this.messages = messages;
        this.timelines = timelines;
        this.active = active;
        rooms = new Interests<>(Interests.linger(bus), nanos, this::begin, this::forget);
    }

    private ClusterBus.Subscription begin(RoomId room) {
        // Something that came late, after the last one went, may have begun one.
        forget(room);
        return bus.subscribe(RoomMessages.subject(room), this::take, () -> active.accept(room));
    }

    private void forget(RoomId room) {
        timelines.drop(room);
        announced.remove(room);
    }

    /// The room's log reaches to `seq`, as was read there after it was among [#rooms].
    void announce(RoomId room, long seq) {
        if (!rooms.has(room)) {
            return;
        }
        Long before = announced.put(room, seq);
        if (before == null || before < seq) {
            timelines.announce(room, seq);
        }
    }

    private void take(BusMessage message) {
        messages.read(message).ifPresent(timelines::offer);
    }

    @Override
    public void wanted(RoomId room) {
        rooms.wanted(room);
    }

    @Override
    public void unwanted(RoomId room) {
        rooms.unwanted(room);
    }

    /// Takes what this node committed itself. Somebody's first connection may be the one that is to see him come
    /// in; all else in a room that nobody here is in, nobody here needs.
    void offer(EncodedEvents own) {
        boolean brings = own.changes().stream().anyMatch(change -> change.kind() == EventKind.MEMBER_JOINED);
        if (!rooms.has(own.room())) {
            if (!brings) {
                return;
            }
            rooms.unlessWanted(own.room(), () -> timelines.drop(own.room()));
        }
        timelines.offer(own);
    }

    /// The rooms that somebody here is in, or was lately.
    Set<RoomId> rooms() {
        return rooms.keys();
    }

    /// How many rooms somebody here is in now.
    public int active() {
        return Math.toIntExact(rooms.wanted());
    }

    void sweep() {
        rooms.sweep();
    }
}
