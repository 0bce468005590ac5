package dev.hubbub.server.log;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.db.NameKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Writes a decision and commits it, in one round trip. Confined to the committer's thread.
final class DecisionWriter {
    private final PreparedStatement write;
    private final PreparedStatement writeFull;

    /// Someone who sits in a room now and did not before the batch, or came in anew.
    private record Taken(Seat seat, LogEntry join) {}

    DecisionWriter(Connection connection) throws SQLException {
        write = connection.prepareStatement(AppendStatements.WRITE);
        writeFull = connection.prepareStatement(AppendStatements.WRITE_FULL);
    }

    void commit(Decision decision) throws SQLException {
        var rooms = decision.touchedRooms();
        var entries = new ArrayList<LogEntry>();
        rooms.forEach(room -> entries.addAll(room.entries()));
        var statement = decision.full() ? writeFull : write;
        var parameters = new Parameters(statement);
        events(parameters, entries);
        if (decision.full()) {
            seats(parameters, decision);
            roomChanges(parameters, rooms);
        }
        parameters
                .longs(rooms, room -> room.id().value())
                .longs(rooms, RoomLedger::lastSeq)
                .longs(rooms, RoomLedger::messages)
                .longs(rooms, room -> room.lastAt().toEpochMilli())
                .ints(rooms, RoomLedger::members);
        statement.execute();
    }

    private static void events(Parameters parameters, List<LogEntry> entries) throws SQLException {
        parameters
                .longs(entries, entry -> entry.event().room().value())
                .longs(entries, entry -> entry.event().seq())
                .ints(entries, entry -> entry.event().kind().code())
                .longs(entries, entry -> entry.event().at().toEpochMilli())
                .longs(entries, entry -> entry.event().author().id().value())
                .texts(entries, entry -> entry.event().ref().value())
                .texts(entries, DecisionWriter::text)
                .nullableLongs(entries, DecisionWriter::subject)
                .texts(entries, entry -> entry.event().name())
                .longs(entries, LogEntry::messageNo);
    }

    /// A topic stands where a message's text does.
    private static @Nullable String text(LogEntry entry) {
        var event = entry.event();
        return event.topic() == null ? event.text() : event.topic();
    }

    private static @Nullable Long subject(LogEntry entry) {
        var subject = entry.event().user();
        return subject == null ? null : subject.id().value();
    }

    /// Each changed seat is freed, then taken anew if someone sits there now: he may have left and come back.
    private static void seats(Parameters parameters, Decision decision) throws SQLException {
        var deleted = decision.deletedRooms();
        var changed = decision.state().changedSeats();
        var taken = new ArrayList<Taken>();
        changed.forEach((seat, joinedSeq) -> {
            if (joinedSeq != null && !deleted.contains(seat.room())) {
                taken.add(new Taken(seat, join(decision, seat, joinedSeq)));
            }
        });
        parameters
                .longs(deleted, RoomId::value)
                .longs(changed.keySet(), seat -> seat.room().value())
                .longs(changed.keySet(), seat -> seat.user().value())
                .longs(taken, seat -> seat.seat().room().value())
                .longs(taken, seat -> seat.seat().user().value())
                .longs(taken, seat -> seat.join().event().seq())
                .longs(taken, seat -> seat.join().event().at().toEpochMilli())
                .longs(taken, seat -> seat.seat().room().value())
                .longs(taken, seat -> seat.seat().user().value())
                .longs(taken, seat -> seat.join().event().seq())
                .longs(taken, seat -> seat.join().messageNo());
    }

    private static LogEntry join(Decision decision, Seat seat, long seq) {
        var entries = Objects.requireNonNull(decision.state().room(seat.room())).entries();
        return entries.get((int) (seq - entries.getFirst().event().seq()));
    }

    private static void roomChanges(Parameters parameters, List<RoomLedger> rooms) throws SQLException {
        var deleted = rooms.stream().filter(RoomLedger::wasDeletedNow).toList();
        var renamed = rooms.stream()
                .filter(room -> !room.isFresh() && room.wasRenamed())
                .toList();
        var retold = rooms.stream().filter(RoomLedger::hasNewTopic).toList();
        var fresh = rooms.stream().filter(RoomLedger::isFresh).toList();
        parameters
                .longs(deleted, room -> room.id().value())
                .longs(deleted, room -> room.lastAt().toEpochMilli())
                .longs(renamed, room -> room.id().value())
                .texts(renamed, RoomLedger::name)
                .texts(renamed, room -> NameKey.of(room.name()))
                .longs(fresh, room -> room.id().value())
                .texts(fresh, RoomLedger::name)
                .texts(fresh, room -> NameKey.of(room.name()))
                .ints(fresh, room -> room.row().kind().code())
                .booleans(fresh, room -> room.row().listed())
                .texts(fresh, room -> room.row().passwordHash())
                .nullableLongs(fresh, DecisionWriter::owner)
                .ints(fresh, room -> room.row().memberLimit())
                .longs(fresh, room -> room.row().lastAt().toEpochMilli())
                .nullableLongs(fresh, room -> room.isDeleted() ? room.lastAt().toEpochMilli() : null)
                .longs(retold, room -> room.id().value())
                .texts(retold, RoomLedger::topic);
    }

    private static @Nullable Long owner(RoomLedger room) {
        UserId owner = room.row().owner();
        return owner == null ? null : owner.value();
    }
}
