package dev.hubbub.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One durable thing that happened in a room, at its place `seq` in the room's log (from 1, without gaps).
///
/// @param at when it was committed, in whole milliseconds; never earlier than the event before it
/// @param ref the author's name for the command that caused it
/// @param text of a message; null for other kinds
/// @param user whom a membership event is about; null for other kinds
/// @param name the room's new name, for `room_updated`; null for other kinds
/// @param topic the room's new topic, for `topic_changed`, empty if it has none now; null for other kinds
public record Event(
        RoomId room,
        long seq,
        EventKind kind,
        Instant at,
        Person author,
        Ref ref,
        @Nullable String text,
        @Nullable Person user,
        @Nullable String name,
        @Nullable String topic) {

    public static Event message(RoomId room, long seq, Instant at, Person author, Ref ref, String text) {
        return new Event(room, seq, EventKind.MESSAGE, at, author, ref, text, null, null, null);
    }
}
