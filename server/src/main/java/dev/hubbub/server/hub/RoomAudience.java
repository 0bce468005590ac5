package dev.hubbub.server.hub;

import dev.hubbub.protocol.RoomId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The connections of one event loop that are in one room, and the room's most recent batches, from which a
/// connection that fell behind or came back a moment ago is served without the database. Confined to that loop.
final class RoomAudience {
    final RoomId room;
    private final List<Feed> feeds = new ArrayList<>();
    private final ArrayDeque<EncodedBatch> recent = new ArrayDeque<>();
    private final int maxRecentBytes;
    private int recentBytes;
    private long delivered;

    RoomAudience(RoomId room, int maxRecentBytes) {
        this.room = room;
        this.maxRecentBytes = maxRecentBytes;
    }

    void add(Feed feed) {
        feed.place = feeds.size();
        feeds.add(feed);
    }

    /// The last feed takes the place of the one that goes: searching for it would make it slow for all when
    /// everybody leaves at once.
    void remove(Feed feed) {
        Feed last = feeds.removeLast();
        if (last != feed) {
            feeds.set(feed.place, last);
            last.place = feed.place;
        }
    }

    /// Calls `action` for each feed; it may remove any. From the last to the first, so that the one which takes a
    /// freed place was called before.
    void forEach(Consumer<Feed> action) {
        for (int i = feeds.size() - 1; i >= 0; i--) {
            if (i < feeds.size()) {
                action.accept(feeds.get(i));
            }
        }
    }

    boolean isEmpty() {
        return feeds.isEmpty();
    }

    /// The last seq that came in live; 0 before the first.
    long delivered() {
        return delivered;
    }

    /// Keeps a reference of its own.
    void remember(EncodedBatch batch) {
        if (!recent.isEmpty() && recent.getLast().last() + 1 != batch.first()) {
            forget();
        }
        recent.add(batch.retain());
        recentBytes += batch.bytes();
        delivered = batch.last();
        while (recentBytes > maxRecentBytes) {
            EncodedBatch oldest = recent.removeFirst();
            recentBytes -= oldest.bytes();
            oldest.release();
        }
    }

    /// The recent batch that holds `seq`, still owned by the audience; null if the log must be asked.
    @Nullable
    EncodedBatch recent(long seq) {
        if (recent.isEmpty() || seq < recent.getFirst().first()) {
            return null;
        }
        for (EncodedBatch batch : recent) {
            if (seq <= batch.last()) {
                return batch;
            }
        }
        return null;
    }

    /// Lets go of all buffers.
    void forget() {
        recent.forEach(EncodedBatch::release);
        recent.clear();
        recentBytes = 0;
    }
}
