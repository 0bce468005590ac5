package dev.hubbub.server.db;

import static dev.hubbub.schema.generated.Tables.EVENTS;
import static dev.hubbub.schema.generated.Tables.USERS;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import dev.hubbub.schema.generated.tables.Users;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// Turns rows into the protocol's records.
final class Rows {
    /// Whom an event is about, joined beside its author.
    static final Users SUBJECT = USERS.as("subject");

    private Rows() {}

    /// An event whose author's row is gone is still an event: to leave it out would tear a hole into the log.
    static Person person(Long id, @Nullable String username) {
        return new Person(new UserId(id), username == null ? "unknown" : username);
    }

    static @Nullable UserId userId(@Nullable Long id) {
        return id == null ? null : new UserId(id);
    }

    static Event event(Record row) {
        Long subject = row.get(EVENTS.USER_ID);
        var kind = EventKind.ofCode(row.get(EVENTS.KIND));
        String text = row.get(EVENTS.TEXT);
        return new Event(
                new RoomId(row.get(EVENTS.ROOM_ID)),
                row.get(EVENTS.SEQ),
                kind,
                row.get(EVENTS.AT),
                person(row.get(EVENTS.AUTHOR_ID), row.get(USERS.USERNAME)),
                new Ref(row.get(EVENTS.REF)),
                text(kind, text),
                subject == null ? null : person(subject, row.get(SUBJECT.USERNAME)),
                row.get(EVENTS.NAME),
                topic(kind, text));
    }

    /// What stands in an event's column `text`, if that is a message's text.
    static @Nullable String text(EventKind kind, @Nullable String stored) {
        return kind == EventKind.TOPIC_CHANGED || kind == EventKind.UNKNOWN ? null : stored;
    }

    /// What stands in an event's column `text`, if that is the room's new topic.
    static @Nullable String topic(EventKind kind, @Nullable String stored) {
        return kind == EventKind.TOPIC_CHANGED ? stored : null;
    }
}
