package dev.hubbub.server.hub;

import dev.hubbub.protocol.EventKind;
import dev.hubbub.server.timeline.EncodedEvents;

/// One connection's place in one room. Confined to the connection's event loop.
///
/// Invariant: of the events that its user may see, exactly those up to `sent` were sent. While `live`, the next
/// batch of the room follows on `sent`; otherwise the log is read until it does.
final class Feed {
    private static final long NEVER = Long.MAX_VALUE;

    /// Whether it gets the room's signals: after the first that it misses it gets none until it has been told
    /// anew what they build on.
    private enum Hearing {
        DEAF,
        ASKED,
        LISTENING
    }

    final Subscriber subscriber;
    final RoomAudience audience;
    /// Where it stands in its audience; the audience's own.
    int place;

    private long sent;
    private boolean live;
    /// A page of the log is being read for it.
    private boolean reading;
    /// The user has left by now: after this event the feed ends.
    private long leftAt = NEVER;
    /// Up to here the log says whether the user left, and whether he came back; nothing else does.
    private long readsTo;
    /// The last event that was looked at lies after the user left and before he came back.
    private boolean outside;

    private Hearing hearing = Hearing.DEAF;

    Feed(Subscriber subscriber, RoomAudience audience, long sent, boolean live) {
        this.subscriber = subscriber;
        this.audience = audience;
        this.sent = sent;
        this.live = live;
    }

    /// Takes part of a live batch. False if it cannot: it is slow, or misses what is before. It then needs the
    /// log.
    boolean takeLive(EncodedBatch batch, long from, long to) {
        if (to <= sent) {
            return true;
        }
        long next = sent + 1;
        if (!live || next < from || !subscriber.isWritable()) {
            live = false;
            return false;
        }
        subscriber.send(batch.frames(next, to, subscriber.deflation()));
        sent = to;
        return true;
    }

    /// The log reaches to `seq`: false if it has all of that. Whether its user left is in the log as well, and so is
    /// whether he came back since.
    boolean fallBehind(long seq) {
        if (sent >= seq) {
            return false;
        }
        live = false;
        leftAt = NEVER;
        readsTo = Math.max(readsTo, seq);
        return true;
    }

    /// Takes what it has not seen of a batch out of the log, without what happened while its user was not in
    /// the room.
    void takeReplayed(EncodedBatch batch) {
        long from = Math.max(batch.first(), sent + 1);
        for (EncodedEvents.Change change : batch.changes()) {
            if (change.seq() > sent && concerns(change)) {
                if (change.kind() == EventKind.MEMBER_JOINED) {
                    from = outside ? change.seq() : from;
                    reenter();
                    comeBack(change.seq());
                } else if (!outside) {
                    subscriber.send(batch.frames(from, change.seq(), subscriber.deflation()));
                    from = change.seq() + 1;
                    outside = true;
                    hearing = Hearing.DEAF;
                }
            }
        }
        if (!outside && from <= batch.last()) {
            subscriber.send(batch.frames(from, batch.last(), subscriber.deflation()));
        }
        sent = Math.max(sent, batch.last());
    }

    /// The subscriber was just told that its user had left, and has forgotten the room.
    private void reenter() {
        if (outside) {
            outside = false;
            subscriber.entered(audience.room);
        }
    }

    private boolean concerns(EncodedEvents.Change change) {
        return change.kind() == EventKind.ROOM_DELETED || change.user().equals(subscriber.user());
    }

    /// Whether it takes the signal that is at hand; if not it misses this one, and all that follow.
    boolean takesSignal() {
        if (hearing == Hearing.LISTENING && !subscriber.isWritable()) {
            hearing = Hearing.DEAF;
        }
        return hearing == Hearing.LISTENING;
    }

    /// Whether its subscriber is to be asked, now, for what signals build on.
    boolean asksToListen() {
        if (!live || hearing != Hearing.DEAF || !subscriber.isWritable()) {
            return false;
        }
        hearing = Hearing.ASKED;
        return true;
    }

    /// Takes what the signals from now on build on, or goes without both.
    boolean listen() {
        hearing = subscriber.isWritable() && !outside ? Hearing.LISTENING : Hearing.DEAF;
        return hearing == Hearing.LISTENING;
    }

    long sent() {
        return sent;
    }

    boolean isLive() {
        return live;
    }

    void goLive() {
        live = true;
    }

    boolean isReading() {
        return reading;
    }

    void reading(boolean now) {
        reading = now;
    }

    /// The user left at `seq`: with that the feed ends, be it that it gets it live or when it gets there. False if it
    /// was there already, or is to read on beyond that, and so learns what came of it.
    boolean leaveAt(long seq) {
        if (Math.max(sent, readsTo) >= seq) {
            return false;
        }
        leftAt = seq;
        return true;
    }

    /// The user came back at `seq`, before the feed ended.
    void comeBack(long seq) {
        if (leftAt < seq) {
            leftAt = NEVER;
        }
    }

    /// Whether there is nothing more to come: it passed the event by which the user left, or caught up and he
    /// is out.
    boolean isOver() {
        return sent >= leftAt || (live && outside);
    }
}
