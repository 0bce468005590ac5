package dev.hubbub.server.hub;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.server.timeline.EncodedEvents;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a shard holds of one subscriber: its feeds, and how far it saw the rooms that its user is no longer in.
/// Confined to the shard's loop.
///
/// A feed reads the log, which is ahead of what is published. So one may have sent that its user left, and have
/// ended, while the batches with all that are still to come: his joins in there are not new.
final class Seat {
    private static final int MOST_PAST = 256;

    final Subscriber subscriber;
    /// When it was registered, as [Audiences] count.
    private final long since;

    private final Map<RoomId, Feed> feeds = new HashMap<>(2);
    /// Up to where its feeds had looked at a room when they ended, the one that ended first first. Most have
    /// none.
    private @Nullable LinkedHashMap<RoomId, Long> past;
    /// The rooms that its user is said to have got into while its snapshot is read, and at which seq; null once
    /// that was sent.
    private @Nullable Map<RoomId, Long> joined = new HashMap<>(2);
    /// By `System.nanoTime`, when its snapshot was sent.
    private long openedAt;

    Seat(Subscriber subscriber, long since) {
        this.subscriber = subscriber;
        this.since = since;
    }

    long since() {
        return since;
    }

    /// Whether its snapshot is still being read.
    boolean isExpected() {
        return joined != null;
    }

    /// Its user got into the room before the snapshot was sent. True if it is so early.
    boolean noteJoin(RoomId room, long seq) {
        if (joined == null) {
            return false;
        }
        joined.merge(room, seq, Math::max);
        return true;
    }

    /// Whether its snapshot was sent before `change` was in the log.
    boolean opensBefore(EncodedEvents.Change change) {
        return joined == null && change.isAfter(openedAt);
    }

    /// The snapshot was sent: what was noted until then.
    Map<RoomId, Long> open() {
        Map<RoomId, Long> noted = joined == null ? Map.of() : joined;
        joined = null;
        openedAt = System.nanoTime();
        return noted;
    }

    @Nullable
    Feed feed(RoomId room) {
        return feeds.get(room);
    }

    /// A copy: feeds may end while one goes through them.
    Collection<Feed> feeds() {
        return List.copyOf(feeds.values());
    }

    void add(Feed feed) {
        feeds.put(feed.audience.room, feed);
    }

    /// The feed has ended; up to where it sent there is nothing more to see.
    void remove(Feed feed) {
        feeds.remove(feed.audience.room);
        setPast(feed.audience.room, feed.sent());
    }

    private void setPast(RoomId room, long seq) {
        if (past == null) {
            past = new LinkedHashMap<>(2);
        }
        past.putLast(room, seq);
        if (past.size() > MOST_PAST) {
            past.pollFirstEntry();
        }
    }

    /// Whether its user was out of the room again after `seq`, and whatever came up to then was looked at.
    boolean hasSeen(RoomId room, long seq) {
        return past != null && seq <= past.getOrDefault(room, 0L);
    }
}
