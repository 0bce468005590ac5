package dev.hubbub.client;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.RoomState;
import dev.hubbub.protocol.ServerMessage;
import java.util.ArrayDeque;

/// How many messages of one room its user has not read, kept right although counts and events come by different
/// ways and so in either order. Confined to its client's loop.
///
/// The server's count is good as of a seq of the log. Messages up to there are in it, whether they were heard of
/// before or are yet to come; only later ones are added.
public final class Unread {
    /// A count that is further behind than so many messages is wrong by the rest, until the next one comes.
    static final int REMEMBERED = 1_000;

    private final ArrayDeque<Long> later = new ArrayDeque<>();
    private long counted;
    private long asOf;
    private long readSeq;

    /// Takes the room's state, from a welcome or when it was opened.
    public void take(RoomState room) {
        recount(room.readSeq(), room.unread(), room.lastSeq());
    }

    public void take(ServerMessage.ReadMoved moved) {
        recount(moved.seq(), moved.unread(), moved.lastSeq());
    }

    public void take(Event event) {
        if (event.kind() == EventKind.MESSAGE && event.seq() > asOf) {
            if (later.size() == REMEMBERED) {
                asOf = later.removeFirst();
                counted++;
            }
            later.add(event.seq());
        }
    }

    /// The user has seen everything up to `seq` here; the server's count will say the same in a moment.
    public void readTo(long seq) {
        readSeq = Math.max(readSeq, seq);
        if (seq >= asOf) {
            recount(readSeq, 0, seq);
        }
    }

    public long count() {
        return counted + later.size();
    }

    /// Counts may overtake each other on their way. Neither markers nor logs ever move back, so the order shows.
    private void recount(long marker, long unread, long lastSeq) {
        if (marker < readSeq || (marker == readSeq && lastSeq < asOf)) {
            return;
        }
        readSeq = marker;
        counted = unread;
        asOf = lastSeq;
        later.removeIf(seq -> seq <= lastSeq);
    }
}
