package dev.hubbub.server.hub;

import dev.hubbub.protocol.RoomId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rooms of one event loop: those that somebody there is in, and those that something happened in lately.
/// Confined to that loop.
///
/// A room is kept for a while after the last one went, with what is posted meanwhile: when all are cut off at
/// once they come back a moment later, and want just that. Those kept are bounded, in number and in bytes; the one
/// that nothing happened in for longest goes first. So if none that was touched since some moment had to go, a room
/// that is not here had no event since then.
final class Audiences {
    private static final int MOST_DESERTED = 4_096;
    private static final int MOST_DESERTED_BYTES = 8 << 20;

    private final int recentBytesPerRoom;
    private final int mostDeserted;
    private final RoomInterest interest;
    private final Map<RoomId, RoomAudience> rooms = new HashMap<>();
    /// Those without a feed, the one that was touched longest ago first.
    private final LinkedHashMap<RoomId, RoomAudience> deserted = new LinkedHashMap<>();
    private long desertedBytes;
    private long touches;
    /// When the last one that had to go was touched.
    private long forgottenUpTo;

    Audiences(int recentBytesPerRoom, RoomInterest interest) {
        this(recentBytesPerRoom, MOST_DESERTED, interest);
    }

    Audiences(int recentBytesPerRoom, int mostDeserted, RoomInterest interest) {
        this.recentBytesPerRoom = recentBytesPerRoom;
        this.mostDeserted = mostDeserted;
        this.interest = interest;
    }

    /// Null if nobody is in it and nothing is kept of it.
    @Nullable
    RoomAudience find(RoomId room) {
        return rooms.get(room);
    }

    /// A new feed in the room.
    Feed attach(Subscriber subscriber, RoomId room, long sent, boolean live) {
        RoomAudience audience = audience(room);
        Feed feed = new Feed(subscriber, audience, sent, live);
        if (audience.isEmpty()) {
            interest.wanted(room);
        }
        audience.add(feed);
        return feed;
    }

    void detach(Feed feed) {
        RoomAudience audience = feed.audience;
        audience.remove(feed);
        if (!audience.isEmpty()) {
            return;
        }
        interest.unwanted(audience.room);
        if (audience.heardAny()) {
            desert(audience);
        } else {
            rooms.remove(audience.room);
            audience.forget();
        }
    }

    /// Remembers what was just delivered, be it to nobody.
    void remember(EncodedBatch batch) {
        RoomAudience audience = audience(batch.room());
        audience.remember(batch);
        if (audience.isEmpty()) {
            desert(audience);
        }
    }

    /// The room's log reaches to `seq`, which somebody who comes back must not overlook.
    RoomAudience note(RoomId room, long seq) {
        RoomAudience audience = audience(room);
        audience.heard(seq);
        if (audience.isEmpty()) {
            desert(audience);
        }
        return audience;
    }

    /// Not among the deserted ones, for now.
    private RoomAudience audience(RoomId room) {
        RoomAudience audience = rooms.computeIfAbsent(room, id -> new RoomAudience(id, recentBytesPerRoom));
        if (deserted.remove(room) != null) {
            desertedBytes -= audience.recentBytes();
        }
        return audience;
    }

    private void desert(RoomAudience audience) {
        touches++;
        audience.touched = touches;
        deserted.put(audience.room, audience);
        desertedBytes += audience.recentBytes();
        while (deserted.size() > mostDeserted || desertedBytes > MOST_DESERTED_BYTES) {
            RoomAudience eldest = deserted.pollFirstEntry().getValue();
            rooms.remove(eldest.room);
            desertedBytes -= eldest.recentBytes();
            forgottenUpTo = eldest.touched;
            eldest.forget();
        }
    }

    /// Lets go of all buffers.
    void forget() {
        rooms.values().forEach(RoomAudience::forget);
        rooms.clear();
        deserted.clear();
    }

    /// For [#hasAllSince].
    long now() {
        return touches;
    }

    /// Whether every room that had an event since `moment` is here.
    boolean hasAllSince(long moment) {
        return forgottenUpTo <= moment;
    }

    /// Those that somebody is in.
    Collection<RoomId> active() {
        List<RoomId> active = new ArrayList<>(rooms.keySet());
        active.removeAll(deserted.keySet());
        return active;
    }
}
