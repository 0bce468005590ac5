package dev.hubbub.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// Writes what the server says, as UTF-8 JSON. Safe for any thread. REST answers are made of the same pieces.
public final class ServerMessageWriter {

    public byte[] write(ServerMessage message) {
        return Json.bytes(json -> fields(json, message));
    }

    /// Writes without closing `out`.
    public void write(ServerMessage message, OutputStream out) {
        Json.write(out, json -> fields(json, message));
    }

    private static void fields(JsonGenerator json, ServerMessage message) throws IOException {
        json.writeStartObject();
        switch (message) {
            case ServerMessage.EventDelivered(Event event) -> {
                type(json, "event");
                Pieces.eventFields(json, event);
            }
            case ServerMessage.UnknownEvent unknown -> unknownEvent(json, unknown);
            case ServerMessage.Ack(Ref ref, ServerMessage.AckBody body) -> {
                type(json, "ack");
                json.writeStringField("ref", ref.value());
                ackBody(json, body);
            }
            case ServerMessage.Failure failure -> failure(json, failure);
            case ServerMessage.Welcome welcome -> welcome(json, welcome);
            case ServerMessage.RoomOpened(RoomState room) -> {
                type(json, "room");
                json.writeFieldName("room");
                Pieces.roomState(json, room);
            }
            case ServerMessage.Presence presence -> presence(json, presence);
            case ServerMessage.Typing(RoomId room, Person user) -> {
                type(json, "typing");
                room(json, room);
                json.writeFieldName("user");
                Pieces.person(json, user);
            }
            case ServerMessage.ReadMoved(RoomId room, long seq, long unread, long lastSeq) -> {
                type(json, "read");
                read(json, room, seq, unread, lastSeq);
            }
            case ServerMessage.Reset(RoomId room, long lastSeq, long from) -> {
                type(json, "reset");
                room(json, room);
                json.writeNumberField("lastSeq", lastSeq);
                json.writeNumberField("from", from);
            }
            case ServerMessage.Goodbye(String reason, long reconnectAfterMs) -> {
                type(json, "goodbye");
                json.writeStringField("reason", reason);
                json.writeNumberField("reconnectAfterMs", reconnectAfterMs);
            }
            case ServerMessage.Pong() -> type(json, "pong");
        }
        json.writeEndObject();
    }

    private static void type(JsonGenerator json, String type) throws IOException {
        json.writeStringField("type", type);
    }

    private static void room(JsonGenerator json, RoomId room) throws IOException {
        json.writeStringField("room", room.toString());
    }

    private static void read(JsonGenerator json, RoomId room, long seq, long unread, long lastSeq) throws IOException {
        room(json, room);
        json.writeNumberField("seq", seq);
        json.writeNumberField("unread", unread);
        json.writeNumberField("lastSeq", lastSeq);
    }

    /// What is known of it.
    private static void unknownEvent(JsonGenerator json, ServerMessage.UnknownEvent event) throws IOException {
        type(json, "event");
        room(json, event.room());
        json.writeNumberField("seq", event.seq());
        json.writeStringField("kind", event.kind());
        json.writeStringField("at", Json.time(event.at()));
        json.writeFieldName("author");
        Pieces.person(json, event.author());
    }

    private static void failure(JsonGenerator json, ServerMessage.Failure failure) throws IOException {
        type(json, "error");
        Json.optional(json, "ref", failure.ref() == null ? null : failure.ref().value());
        json.writeStringField("code", failure.code().wireName());
        json.writeStringField("message", failure.message());
        json.writeBooleanField("retry", failure.code().retry());
        Json.optional(json, "retryAfterMs", failure.retryAfterMs());
    }

    private static void welcome(JsonGenerator json, ServerMessage.Welcome welcome) throws IOException {
        type(json, "welcome");
        json.writeStringField("connection", welcome.connection());
        json.writeStringField("node", welcome.node());
        json.writeStringField("epoch", welcome.epoch());
        json.writeFieldName("user");
        Pieces.person(json, welcome.user());
        json.writeArrayFieldStart("rooms");
        for (RoomState room : welcome.rooms()) {
            Pieces.roomState(json, room);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("left");
        for (RoomId room : welcome.left()) {
            json.writeString(room.toString());
        }
        json.writeEndArray();
        json.writeObjectFieldStart("limits");
        json.writeNumberField("messageBytes", welcome.limits().messageBytes());
        json.writeNumberField("frameBytes", welcome.limits().frameBytes());
        json.writeNumberField("commandsPerSecond", welcome.limits().commandsPerSecond());
        json.writeEndObject();
        Json.optional(json, "expiresInMs", welcome.expiresInMs());
    }

    private static void presence(JsonGenerator json, ServerMessage.Presence presence) throws IOException {
        type(json, "presence");
        room(json, presence.room());
        if (presence.online() != null) {
            people(json, "online", presence.online());
        }
        if (!presence.joined().isEmpty() || !presence.left().isEmpty()) {
            people(json, "joined", presence.joined());
            people(json, "left", presence.left());
        }
        if (presence.count() != null) {
            json.writeNumberField("count", presence.count());
        }
    }

    private static void people(JsonGenerator json, String field, List<Person> people) throws IOException {
        json.writeArrayFieldStart(field);
        for (Person person : people) {
            Pieces.person(json, person);
        }
        json.writeEndArray();
    }

    private static void ackBody(JsonGenerator json, ServerMessage.AckBody body) throws IOException {
        switch (body) {
            case ServerMessage.AckBody.Done() -> {}
            case ServerMessage.AckBody.Stored stored -> {
                room(json, stored.room());
                json.writeNumberField("seq", stored.seq());
                json.writeStringField("at", Json.time(stored.at()));
            }
            case ServerMessage.AckBody.Entered(RoomState state) -> {
                room(json, state.id());
                json.writeNumberField("seq", state.lastSeq());
                json.writeFieldName("state");
                Pieces.roomState(json, state);
            }
            case ServerMessage.AckBody.Rooms rooms -> Pieces.roomsPage(json, rooms);
            case ServerMessage.AckBody.Members members -> Pieces.membersPage(json, members);
            case ServerMessage.AckBody.History(HistoryPage page) -> Pieces.historyPage(json, page);
            case ServerMessage.AckBody.Renewed(Long expiresInMs) -> Json.optional(json, "expiresInMs", expiresInMs);
            case ServerMessage.AckBody.Read(RoomId room, long seq, long unread, long lastSeq) ->
                read(json, room, seq, unread, lastSeq);
        }
    }
}
