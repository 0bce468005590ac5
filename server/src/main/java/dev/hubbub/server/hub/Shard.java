package dev.hubbub.server.hub;

import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.timeline.EncodedEvents;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One event loop's audience. Confined to that loop, but for [#publish], [#reached], [#joined] and [#execute].
///
/// Batches that arrive while the loop is busy wait in a queue; one task then delivers all of them and flushes
/// each connection once, so that under load many messages become one write.
public final class Shard {
    private final Executor loop;
    private final DeliveryMeter meter;
    private final Stays stays;
    private final Queue<Arrival> incoming = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    private final Audiences audiences;
    private final Seats seats;
    private final Flushes flushes;
    private final Feeder feeder;

    /// Feeds that could not take the batch that is being delivered; empty between batches.
    private final List<Feed> behind = new ArrayList<>();

    Shard(Executor loop, LogPages pages, Stays stays, Audiences audiences, UserInterest users, DeliveryMeter meter) {
        seats = new Seats(users);
        this.meter = meter;
        this.loop = loop;
        this.stays = stays;
        this.audiences = audiences;
        flushes = new Flushes(meter);
        feeder = new Feeder(loop, pages, audiences, seats, flushes);
    }

    /// Any thread. Takes over one reference.
    void publish(EncodedBatch batch) {
        tell(new Arrival.Batch(batch));
    }

    /// Any thread: the room's log reaches to `seq`, and not all of it was published.
    void reached(RoomId room, long seq) {
        tell(new Arrival.Reached(room, seq));
    }

    /// Any thread: by its event `seq` the user got into the room. It may be late, or said again.
    void joined(UserId user, RoomId room, long seq) {
        tell(new Arrival.Joined(user, room, seq));
    }

    private void tell(Arrival arrival) {
        incoming.add(arrival);
        if (scheduled.compareAndSet(false, true)) {
            loop.execute(this::takeAll);
        }
    }

    /// Any thread: runs `task` on the loop, in order with other calls.
    public void execute(Runnable task) {
        loop.execute(task);
    }

    /// From now on the subscriber's joins are noted. Must come before its rooms are read from the database, or
    /// a join in between is missed.
    public void register(Subscriber subscriber) {
        seats.add(new Seat(subscriber, audiences.now()));
    }

    /// The snapshot was sent: each room is fed from the start given for it until it has caught up, then live.
    /// So are the rooms that the user got into since the snapshot was read, and is in.
    public void open(Subscriber subscriber, Map<RoomId, Start> starts) {
        Seat seat = seats.find(subscriber);
        if (seat == null || !seat.isExpected()) {
            return;
        }
        Map<RoomId, Long> joined = seat.open();
        // Then a room's newest event of the snapshot is where its log ends, or what followed is here: whoever has
        // it all need not ask the log whether there is more.
        boolean complete = audiences.hasAllSince(seat.since());
        starts.forEach((room, start) -> {
            Feed feed = attach(seat, room, start.sent(), false);
            if (complete) {
                feed.audience.reached(start.newest());
            }
            feeder.catchUp(feed);
        });
        joined.forEach((room, joinSeq) -> hear(seat, room, joinSeq));
        flushes.flush();
    }

    public void unregister(Subscriber subscriber) {
        Seat seat = seats.remove(subscriber);
        if (seat == null) {
            return;
        }
        seat.feeds().forEach(audiences::detach);
        flushes.remove(subscriber);
    }

    /// The subscriber has room again for what it missed.
    public void drained(Subscriber subscriber) {
        Seat seat = seats.find(subscriber);
        if (seat != null) {
            seat.feeds().forEach(feeder::catchUp);
            flushes.flush();
        }
    }

    public boolean isSubscribed(Subscriber subscriber, RoomId room) {
        return seats.feed(subscriber, room) != null;
    }

    /// From here on the subscriber gets the room's signals, after `first`, which says what they build on. It
    /// gets neither if it is not subscribed or cannot take it. Takes over the reference.
    public void listen(Subscriber subscriber, RoomId room, ByteBuf first) {
        Feed feed = seats.feed(subscriber, room);
        if (feed != null && feed.listen()) {
            subscriber.send(first);
            flushes.add(subscriber);
            flushes.flush();
        } else {
            first.release();
        }
    }

    /// A signal to all connections in a room that keep up, but for those of one user. Takes over the reference.
    void signal(RoomId room, @Nullable UserId but, ByteBuf frame) {
        RoomAudience audience = audiences.find(room);
        if (audience != null) {
            audience.forEach(feed -> {
                if (!feed.subscriber.user().equals(but) && feed.takesSignal()) {
                    feed.subscriber.send(frame.retainedDuplicate());
                    flushes.add(feed.subscriber);
                }
            });
        }
        frame.release();
        flushes.flush();
    }

    /// A signal to all connections of a user. Takes over the reference.
    void signal(UserId user, ByteBuf frame) {
        for (Seat seat : seats.of(user)) {
            if (seat.subscriber.isWritable()) {
                seat.subscriber.send(frame.retainedDuplicate());
                flushes.add(seat.subscriber);
            }
        }
        frame.release();
        flushes.flush();
    }

    private void takeAll() {
        // Before the queue is emptied: whatever is added from here on schedules the next run.
        scheduled.set(false);
        Arrival oldest = incoming.peek();
        for (Arrival arrival = incoming.poll(); arrival != null; arrival = incoming.poll()) {
            switch (arrival) {
                case Arrival.Batch(EncodedBatch batch) -> {
                    try {
                        deliver(batch);
                    } finally {
                        batch.release();
                    }
                }
                case Arrival.Reached(RoomId room, long seq) -> skipTo(room, seq);
                case Arrival.Joined(UserId user, RoomId room, long seq) -> hear(user, room, seq);
            }
        }
        flushes.flush();
        if (oldest instanceof Arrival.Batch(EncodedBatch batch)) {
            meter.written(System.nanoTime() - batch.madeAt());
        }
    }

    /// Whoever is below `seq` reads the log: what he misses may not come any more.
    private void skipTo(RoomId room, long seq) {
        audiences.note(room, seq).forEach(feed -> {
            if (feed.fallBehind(seq)) {
                behind.add(feed);
            }
        });
        catchUpAll();
    }

    private void catchUpAll() {
        behind.forEach(feeder::catchUp);
        behind.clear();
    }

    /// Splits the batch where membership changes: nobody gets an event from before he joined or after he left.
    ///
    /// What was heard of before is old: whoever misses it reads the log. That somebody joined there may be news
    /// all the same, as long as it is taken for no more than a hint; that somebody left is not, since it may
    /// not be told again that he came back.
    private void deliver(EncodedBatch batch) {
        RoomAudience audience = audiences.find(batch.room());
        long heard = audience == null ? 0 : audience.heard();
        long from = Math.max(batch.first(), heard + 1);
        for (EncodedEvents.Change change : batch.changes()) {
            if (change.seq() <= heard) {
                if (change.kind() == EventKind.MEMBER_JOINED) {
                    hear(change.user(), batch.room(), change.seq());
                }
            } else if (change.kind() == EventKind.MEMBER_JOINED) {
                send(batch, from, change.seq() - 1);
                from = change.seq();
                enter(change, batch.room());
            } else {
                List<Feed> leaving = leave(change, batch.room());
                send(batch, from, change.seq());
                from = change.seq() + 1;
                leaving.forEach(feeder::endIfOver);
            }
        }
        if (batch.last() > heard) {
            send(batch, from, batch.last());
            audiences.remember(batch);
        }
        catchUpAll();
    }

    private void send(EncodedBatch batch, long from, long to) {
        RoomAudience audience = audiences.find(batch.room());
        if (audience == null || from > to) {
            return;
        }
        audience.forEach(feed -> {
            long before = feed.sent();
            if (feed.takeLive(batch, from, to)) {
                flushes.countLive(feed.sent() - before);
                flushes.add(feed.subscriber);
            } else {
                behind.add(feed);
            }
        });
    }

    private void hear(UserId user, RoomId room, long joinSeq) {
        seats.of(user).forEach(seat -> hear(seat, room, joinSeq));
    }

    /// Its user got into the room at some time, and may be out again since long. Whoever reads the room's log
    /// learns what came of it; for the others the database is asked whether he is in, or else a client that saw
    /// that stay on the connection that it had before would see it again.
    ///
    /// Whoever is in then, though the snapshot did not show it, came in after the snapshot was read, and so
    /// after his client let go of its last connection. That holds only for what is read after the snapshot was.
    private void hear(Seat seat, RoomId room, long joinSeq) {
        if (seat.noteJoin(room, joinSeq) || seat.hasSeen(room, joinSeq)) {
            return;
        }
        if (seat.feed(room) != null) {
            join(seat, room, joinSeq);
            return;
        }
        Stay stay = new Stay(seat.subscriber.user(), room, joinSeq);
        stays.ask(
                stay,
                () -> loop.execute(() -> {
                    if (seats.has(seat)) {
                        join(seat, room, joinSeq);
                        flushes.flush();
                    }
                }));
    }

    /// Its user is in the room since `joinSeq`, or was; the log says what came of it.
    private void join(Seat seat, RoomId room, long joinSeq) {
        Feed feed = seat.feed(room);
        if (seat.hasSeen(room, joinSeq)) {
            return;
        }
        if (feed == null) {
            feed = attach(seat, room, joinSeq - 1, false);
            seat.subscriber.entered(room);
        } else if (!feed.fallBehind(joinSeq)) {
            return;
        }
        // Else one that nobody told of for long would pass for the head.
        feed.audience.goesOnTo(joinSeq);
        feeder.catchUp(feed);
    }

    /// Its user gets into the room by what is just being delivered: at once, if the snapshot was read before
    /// that was in the log.
    private void enter(EncodedEvents.Change change, RoomId room) {
        long joinSeq = change.seq();
        for (Seat seat : seats.of(change.user())) {
            Feed present = seat.feed(room);
            if (present != null) {
                present.comeBack(joinSeq);
            } else if (!seat.opensBefore(change)) {
                hear(seat, room, joinSeq);
            } else if (!seat.hasSeen(room, joinSeq)) {
                Feed feed = attach(seat, room, joinSeq - 1, true);
                seat.subscriber.entered(room);
                feeder.askToListen(feed);
            }
        }
    }

    /// Marks the feeds that end with this change, before they get it: one that read the log beyond knows
    /// already whether its user came back since.
    private List<Feed> leave(EncodedEvents.Change change, RoomId room) {
        List<Feed> leaving = new ArrayList<>(1);
        RoomAudience audience = audiences.find(room);
        if (change.kind() == EventKind.ROOM_DELETED && audience != null) {
            audience.forEach(leaving::add);
        }
        for (Seat seat : seats.of(change.user())) {
            Feed feed = seat.feed(room);
            if (feed != null && change.kind() != EventKind.ROOM_DELETED) {
                leaving.add(feed);
            }
        }
        leaving.removeIf(feed -> !feed.leaveAt(change.seq()));
        return leaving;
    }

    private Feed attach(Seat seat, RoomId room, long sent, boolean live) {
        Feed feed = audiences.attach(seat.subscriber, room, sent, live);
        seat.add(feed);
        return feed;
    }

    /// Nobody is served any more.
    void forget() {
        audiences.forget();
    }

    /// For metrics and tests; on the loop.
    Collection<RoomId> activeRooms() {
        return audiences.active();
    }
}
