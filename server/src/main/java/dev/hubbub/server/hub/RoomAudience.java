package dev.hubbub.server.hub;

import dev.hubbub.protocol.RoomId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The connections of one event loop that are in one room, and the room's most recent batches, from which a
/// connection that fell behind or came back a moment ago is served without the database. Confined to that loop.
final class RoomAudience {
    private static final long UNKNOWN = -1;

    final RoomId room;
    private final List<Feed> feeds = new ArrayList<>();
    private final ArrayDeque<EncodedBatch> recent = new ArrayDeque<>();
    private final int maxRecentBytes;
    /// Who waits for the page of the log that begins there.
    private final Map<Long, List<Feed>> waiting = new HashMap<>(2);
    private int recentBytes;
    private long head = UNKNOWN;
    /// An event of the log, be it before or beyond `head`.
    private long known = UNKNOWN;
    /// Up to where the room's events came here, or were said not to.
    private long heard = UNKNOWN;
    /// When something last happened to it while it was empty; its owner's.
    long touched;

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

    /// Calls `action` for each feed; it may remove any. From the last to the first, so that the one which takes
    /// a freed place was called before.
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

    /// Whether a feed that has everything up to `seq` can go live: any later event will still come here.
    ///
    /// That is, whatever the room's timeline releases from now on. Where a timeline has released everything up to
    /// some seq, every audience was told of a batch that ends there, or that the log reaches there. Whoever was in
    /// the room then took it, or fell behind; whoever came later and has less is below `head`, unless the audience
    /// was forgotten meanwhile: then `head` is not known, or that of a snapshot which was read later. While nobody
    /// on this node was in the room its timeline may have ended. The next one begins with the announcement of how
    /// far the log goes, read once nothing can pass this node by any more.
    boolean isHead(long seq) {
        return head != UNKNOWN && seq >= head && seq >= known;
    }

    /// Every event after `seq` will come here, or has.
    void reached(long seq) {
        head = Math.max(head, seq);
    }

    /// The log goes on to `seq`. Whoever is below that is not at its head; where that is, this does not say.
    void goesOnTo(long seq) {
        known = Math.max(known, seq);
    }

    /// Up to here the room's events came, or will not: they are in the log.
    void heard(long seq) {
        heard = Math.max(heard, seq);
        reached(seq);
    }

    /// Whether anything ever came here.
    boolean heardAny() {
        return heard != UNKNOWN;
    }

    /// Up to where [#heard] was told; below 0 if never.
    long heard() {
        return heard;
    }

    int recentBytes() {
        return recentBytes;
    }

    /// Notes that `feed` waits for the page from `from` on. True if nobody else does, and so it must be read.
    boolean awaitPage(long from, Feed feed) {
        List<Feed> others = waiting.computeIfAbsent(from, _ -> new ArrayList<>());
        others.add(feed);
        return others.size() == 1;
    }

    /// Those who wait for the page that was read.
    List<Feed> takeWaiting(long from) {
        List<Feed> all = waiting.remove(from);
        return all == null ? List.of() : all;
    }

    /// Keeps a reference of its own.
    void remember(EncodedBatch batch) {
        if (!recent.isEmpty() && recent.getLast().last() + 1 != batch.first()) {
            forget();
        }
        recent.add(batch.retain());
        recentBytes += batch.bytes();
        heard(batch.last());
        while (recentBytes > maxRecentBytes) {
            EncodedBatch oldest = recent.removeFirst();
            recentBytes -= oldest.bytes();
            oldest.release();
        }
    }

    /// Keeps a page of the log as well, if it leads to what is here already: after a restart all want the same.
    /// Not once it is empty: whoever holds the empty ones counts their bytes, and may have let go of this one.
    void keep(EncodedBatch page) {
        boolean leadsHere = recent.isEmpty()
                ? page.last() == head
                : page.last() + 1 == recent.getFirst().first();
        if (!isEmpty() && leadsHere && recentBytes + page.bytes() <= maxRecentBytes) {
            recent.addFirst(page.retain());
            recentBytes += page.bytes();
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
