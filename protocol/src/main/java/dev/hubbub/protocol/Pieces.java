package dev.hubbub.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// The JSON of the objects that appear in several messages, and in REST answers: one shape each, wherever it is
/// met.
public final class Pieces {
    private Pieces() {}

    /// Writes one event as an object of its own, as REST answers hold it.
    public static void event(JsonGenerator json, Event event) throws IOException {
        json.writeStartObject();
        eventFields(json, event);
        json.writeEndObject();
    }

    static void eventFields(JsonGenerator json, Event event) throws IOException {
        json.writeStringField("room", event.room().toString());
        json.writeNumberField("seq", event.seq());
        json.writeStringField("kind", event.kind().wireName());
        json.writeStringField("at", Json.time(event.at()));
        json.writeFieldName("author");
        person(json, event.author());
        json.writeStringField("ref", event.ref().value());
        Json.optional(json, "text", event.text());
        if (event.user() != null) {
            json.writeFieldName("user");
            person(json, event.user());
        }
        Json.optional(json, "name", event.name());
        Json.optional(json, "topic", event.topic());
    }

    public static void person(JsonGenerator json, Person person) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", person.id().toString());
        json.writeStringField("username", person.username());
        json.writeEndObject();
    }

    public static void roomState(JsonGenerator json, RoomState room) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", room.id().toString());
        json.writeStringField("name", room.name());
        topic(json, room.topic());
        json.writeStringField("kind", room.kind().wireName());
        json.writeBooleanField("listed", room.listed());
        Json.optional(json, "owner", room.owner() == null ? null : room.owner().toString());
        json.writeNumberField("members", room.members());
        json.writeNumberField("memberLimit", room.memberLimit());
        json.writeNumberField("lastSeq", room.lastSeq());
        json.writeNumberField("readSeq", room.readSeq());
        json.writeNumberField("unread", room.unread());
        json.writeEndObject();
    }

    private static void topic(JsonGenerator json, String topic) throws IOException {
        if (!topic.isEmpty()) {
            json.writeStringField("topic", topic);
        }
    }

    /// Writes the fields `rooms` and `next` into the object that is open.
    static void roomsPage(JsonGenerator json, ServerMessage.AckBody.Rooms page) throws IOException {
        json.writeArrayFieldStart("rooms");
        for (RoomListing room : page.rooms()) {
            json.writeStartObject();
            json.writeStringField("id", room.id().toString());
            json.writeStringField("name", room.name());
            topic(json, room.topic());
            json.writeStringField("kind", room.kind().wireName());
            json.writeNumberField("members", room.members());
            json.writeBooleanField("locked", room.locked());
            json.writeBooleanField("joined", room.joined());
            json.writeEndObject();
        }
        json.writeEndArray();
        next(json, page.next());
    }

    static void membersPage(JsonGenerator json, ServerMessage.AckBody.Members page) throws IOException {
        json.writeArrayFieldStart("members");
        for (Member member : page.members()) {
            json.writeStartObject();
            json.writeFieldName("user");
            person(json, member.user());
            json.writeBooleanField("owner", member.owner());
            json.writeStringField("joinedAt", Json.time(member.joinedAt()));
            json.writeBooleanField("online", member.online());
            json.writeEndObject();
        }
        json.writeEndArray();
        next(json, page.next());
    }

    static void historyPage(JsonGenerator json, HistoryPage page) throws IOException {
        json.writeArrayFieldStart("events");
        for (Event event : page.events()) {
            event(json, event);
        }
        json.writeEndArray();
        Json.optional(json, "before", page.before());
        Json.optional(json, "after", page.after());
    }

    private static void next(JsonGenerator json, @Nullable String next) throws IOException {
        Json.optional(json, "next", next);
    }

    /// A list as a REST answer: the same fields as in the ack.
    public static byte[] page(ServerMessage.AckBody body) {
        return Json.bytes(json -> {
            json.writeStartObject();
            switch (body) {
                case ServerMessage.AckBody.Rooms rooms -> roomsPage(json, rooms);
                case ServerMessage.AckBody.Members members -> membersPage(json, members);
                case ServerMessage.AckBody.History(HistoryPage history) -> historyPage(json, history);
                case ServerMessage.AckBody.Done _,
                        ServerMessage.AckBody.Stored _,
                        ServerMessage.AckBody.Entered _,
                        ServerMessage.AckBody.Renewed _,
                        ServerMessage.AckBody.Read _ -> throw new IllegalArgumentException("not a list: " + body);
            }
            json.writeEndObject();
        });
    }

    public static byte[] roomState(RoomState room) {
        return Json.bytes(json -> roomState(json, room));
    }

    /// Writes an event frame's JSON without closing `out`: the hot path of every delivery.
    public static void eventFrame(Event event, OutputStream out) {
        Json.write(out, json -> {
            json.writeStartObject();
            json.writeStringField("type", "event");
            eventFields(json, event);
            json.writeEndObject();
        });
    }
}
