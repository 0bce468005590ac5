package dev.hubbub.server.log;

import dev.hubbub.protocol.RoomId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What is to become of a batch: an answer for each draft, and the rooms and seats to write.
///
/// @param results one for each draft, in the same order
/// @param full whether more is to be written than events and the rooms' heads
record Decision(List<AppendResult> results, BatchState state, boolean full) {

    boolean storesNothing() {
        for (var room : state.rooms()) {
            if (!room.entries().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    List<RoomLedger> touchedRooms() {
        var touched = new ArrayList<RoomLedger>();
        for (var room : state.rooms()) {
            if (!room.entries().isEmpty()) {
                touched.add(room);
            }
        }
        return touched;
    }

    /// Whether `later`, which was read after this decision's COMMIT was sent, shows that it took. A transaction
    /// takes or fails as a whole, so one event tells.
    boolean tookPlace(BatchState later) {
        return touchedRooms().stream().findFirst().map(RoomLedger::entries).map(List::getFirst).stream()
                .anyMatch(entry -> {
                    var event = entry.event();
                    var place = later.stored(new AuthorRef(event.author().id(), event.ref()));
                    return place != null && place.room().equals(event.room()) && place.seq() == event.seq();
                });
    }

    Set<RoomId> deletedRooms() {
        var deleted = new LinkedHashSet<RoomId>();
        touchedRooms().stream().filter(RoomLedger::wasDeletedNow).forEach(room -> deleted.add(room.id()));
        return deleted;
    }
}
