package dev.hubbub.server.hub;

import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Feeds whoever is behind, from recent batches and from the log, until it can go live; and ends the feeds whose users
/// are no longer in. Confined to its event loop.
final class Feeder {
    private final Executor loop;
    private final LogPages pages;
    private final Audiences audiences;
    private final Seats seats;
    private final Flushes flushes;

    Feeder(Executor loop, LogPages pages, Audiences audiences, Seats seats, Flushes flushes) {
        this.loop = loop;
        this.pages = pages;
        this.audiences = audiences;
        this.seats = seats;
        this.flushes = flushes;
    }

    /// As long as the connection takes it.
    void catchUp(Feed feed) {
        while (!feed.isLive() && !feed.isReading() && feed.subscriber.isWritable() && seats.has(feed)) {
            EncodedBatch recent = feed.audience.recent(feed.sent() + 1);
            if (recent != null) {
                replay(feed, recent);
            } else if (feed.audience.isHead(feed.sent())) {
                goLive(feed);
            } else {
                awaitPage(feed);
            }
        }
        askToListen(feed);
    }

    void askToListen(Feed feed) {
        if (seats.has(feed) && feed.asksToListen()) {
            feed.subscriber.caughtUp(feed.audience.room);
        }
    }

    private void awaitPage(Feed feed) {
        RoomAudience audience = feed.audience;
        long from = feed.sent() + 1;
        feed.reading(true);
        if (audience.awaitPage(from, feed)) {
            pages.read(audience.room, from, page -> loop.execute(() -> pageRead(audience, from, page)));
        }
    }

    private void pageRead(RoomAudience audience, long from, @Nullable EncodedBatch page) {
        List<Feed> waiting = audience.takeWaiting(from);
        waiting.forEach(feed -> feed.reading(false));
        if (page == null) {
            // The log was asked while batches came here already: what it did not have yet will still come.
            audience.reached(from - 1);
        } else {
            try {
                waiting.stream().filter(seats::has).forEach(feed -> replay(feed, page));
                audience.keep(page);
            } finally {
                page.release();
            }
        }
        waiting.forEach(this::catchUp);
        flushes.flush();
    }

    private void goLive(Feed feed) {
        feed.goLive();
        endIfOver(feed);
    }

    private void replay(Feed feed, EncodedBatch batch) {
        long before = feed.sent();
        feed.takeReplayed(batch);
        flushes.countReplayed(feed.sent() - before);
        flushes.add(feed.subscriber);
        endIfOver(feed);
    }

    void endIfOver(Feed feed) {
        Seat seat = seats.find(feed.subscriber);
        if (seat == null || !feed.isOver() || !seats.has(feed)) {
            return;
        }
        audiences.detach(feed);
        seat.remove(feed);
        feed.subscriber.left(feed.audience.room);
    }
}
