package dev.hubbub.server.timeline;

import dev.hubbub.protocol.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// Notes what is released of one room: the seqs, and with a minus those that the log was said to reach.
final class Released implements Outlet {
    private final RoomId room;
    private final List<Long> seqs = new ArrayList<>();

    Released(RoomId room) {
        this.room = room;
    }

    List<Long> seqs() {
        return seqs;
    }

    @Override
    public void deliver(EncodedEvents events) {
        if (events.room().equals(room)) {
            LongStream.rangeClosed(events.first(), events.last()).forEach(seqs::add);
        }
    }

    @Override
    public void reached(RoomId where, long seq) {
        if (where.equals(room)) {
            seqs.add(-seq);
        }
    }
}
