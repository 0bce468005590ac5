package dev.hubbub.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hubbub.protocol.ServerMessage.AckBody;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads what the server says, for clients. Lenient, so that an older client lives with a newer server: unknown
/// fields are skipped, a message of an unknown type is empty, and of an event of an unknown kind its place in the
/// log is left ([ServerMessage.UnknownEvent]); in a history such an event is missing. Safe for any thread.
public final class ServerMessageReader {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /// @throws IOException if it is not JSON, or a known message lacks a field
    public Optional<ServerMessage> read(byte[] json) throws IOException {
        try {
            return Optional.ofNullable(message(MAPPER.readTree(json)));
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw new IOException("a server message lacks a field or has a wrong one: " + e.getMessage(), e);
        }
    }

    private static @Nullable ServerMessage message(JsonNode n) {
        return switch (text(n, "type")) {
            case "event" -> {
                Event event = event(n);
                yield event == null ? unknownEvent(n) : new ServerMessage.EventDelivered(event);
            }
            case "ack" -> new ServerMessage.Ack(ref(n), ackBody(n));
            case "error" -> failure(n);
            case "welcome" -> welcome(n);
            case "room" -> new ServerMessage.RoomOpened(roomState(need(n, "room")));
            case "presence" -> presence(n);
            case "typing" -> new ServerMessage.Typing(room(n), person(need(n, "user")));
            case "read" ->
                new ServerMessage.ReadMoved(room(n), number(n, "seq"), number(n, "unread"), number(n, "lastSeq"));
            case "reset" -> new ServerMessage.Reset(room(n), number(n, "lastSeq"), number(n, "from"));
            case "goodbye" -> new ServerMessage.Goodbye(text(n, "reason"), number(n, "reconnectAfterMs"));
            case "pong" -> new ServerMessage.Pong();
            default -> null;
        };
    }

    private static @Nullable Event event(JsonNode n) {
        EventKind kind = EventKind.ofWireName(text(n, "kind")).orElse(null);
        if (kind == null) {
            return null;
        }
        return new Event(
                room(n),
                number(n, "seq"),
                kind,
                Instant.parse(text(n, "at")),
                person(need(n, "author")),
                ref(n),
                textOrNull(n, "text"),
                n.has("user") ? person(need(n, "user")) : null,
                textOrNull(n, "name"),
                textOrNull(n, "topic"));
    }

    private static ServerMessage.UnknownEvent unknownEvent(JsonNode n) {
        return new ServerMessage.UnknownEvent(
                room(n), number(n, "seq"), text(n, "kind"), Instant.parse(text(n, "at")), person(need(n, "author")));
    }

    private static AckBody ackBody(JsonNode n) {
        if (n.has("rooms")) {
            return new AckBody.Rooms(list(n, "rooms", ServerMessageReader::listing), textOrNull(n, "next"));
        }
        if (n.has("members")) {
            return new AckBody.Members(list(n, "members", ServerMessageReader::member), textOrNull(n, "next"));
        }
        if (n.has("events")) {
            List<Event> events = new ArrayList<>();
            need(n, "events").forEach(e -> {
                Event event = event(e);
                if (event != null) {
                    events.add(event);
                }
            });
            return new AckBody.History(new HistoryPage(events, numberOrNull(n, "before"), numberOrNull(n, "after")));
        }
        if (n.has("state")) {
            return new AckBody.Entered(roomState(need(n, "state")));
        }
        if (n.has("unread")) {
            return new AckBody.Read(room(n), number(n, "seq"), number(n, "unread"), number(n, "lastSeq"));
        }
        if (n.has("at")) {
            return new AckBody.Stored(room(n), number(n, "seq"), Instant.parse(text(n, "at")));
        }
        if (n.has("expiresInMs")) {
            return new AckBody.Renewed(number(n, "expiresInMs"));
        }
        return new AckBody.Done();
    }

    private static ServerMessage failure(JsonNode n) {
        ErrorCode code = ErrorCode.ofWireName(text(n, "code"))
                .orElse(n.path("retry").asBoolean() ? ErrorCode.UNAVAILABLE : ErrorCode.INVALID);
        String ref = textOrNull(n, "ref");
        return new ServerMessage.Failure(
                ref == null ? null : ref(n), code, text(n, "message"), numberOrNull(n, "retryAfterMs"));
    }

    private static ServerMessage welcome(JsonNode n) {
        JsonNode limits = need(n, "limits");
        return new ServerMessage.Welcome(
                text(n, "connection"),
                text(n, "node"),
                text(n, "epoch"),
                person(need(n, "user")),
                list(n, "rooms", ServerMessageReader::roomState),
                list(n, "left", id -> roomId(id.asText())),
                new ServerMessage.Limits((int) number(limits, "messageBytes"), (int) number(limits, "frameBytes"), (int)
                        number(limits, "commandsPerSecond")),
                numberOrNull(n, "expiresInMs"));
    }

    private static ServerMessage presence(JsonNode n) {
        Long count = numberOrNull(n, "count");
        return new ServerMessage.Presence(
                room(n),
                n.has("online") ? list(n, "online", ServerMessageReader::person) : null,
                list(n, "joined", ServerMessageReader::person),
                list(n, "left", ServerMessageReader::person),
                count == null ? null : count.intValue());
    }

    private static RoomState roomState(JsonNode n) {
        String owner = textOrNull(n, "owner");
        return new RoomState(
                roomId(text(n, "id")),
                text(n, "name"),
                n.path("topic").asText(),
                RoomKind.ofWireName(text(n, "kind")).orElse(RoomKind.PRIVATE),
                n.path("listed").asBoolean(),
                owner == null ? null : userId(owner),
                (int) number(n, "members"),
                (int) number(n, "memberLimit"),
                number(n, "lastSeq"),
                number(n, "readSeq"),
                number(n, "unread"));
    }

    private static RoomListing listing(JsonNode n) {
        return new RoomListing(
                roomId(text(n, "id")),
                text(n, "name"),
                n.path("topic").asText(),
                RoomKind.ofWireName(text(n, "kind")).orElse(RoomKind.PRIVATE),
                (int) number(n, "members"),
                n.path("locked").asBoolean(),
                n.path("joined").asBoolean());
    }

    private static Member member(JsonNode n) {
        return new Member(
                person(need(n, "user")),
                n.path("owner").asBoolean(),
                Instant.parse(text(n, "joinedAt")),
                n.path("online").asBoolean());
    }

    private static Person person(JsonNode n) {
        return new Person(userId(text(n, "id")), text(n, "username"));
    }

    private static RoomId room(JsonNode n) {
        return roomId(text(n, "room"));
    }

    private static RoomId roomId(String text) {
        return RoomId.parse(text).orElseThrow(() -> new IllegalArgumentException("not a room id"));
    }

    private static UserId userId(String text) {
        return UserId.parse(text).orElseThrow(() -> new IllegalArgumentException("not a user id"));
    }

    private static Ref ref(JsonNode n) {
        return Ref.parse(text(n, "ref")).orElseThrow(() -> new IllegalArgumentException("not a ref"));
    }

    private static <T> List<T> list(JsonNode n, String field, Function<JsonNode, T> item) {
        List<T> items = new ArrayList<>();
        n.path(field).forEach(i -> items.add(item.apply(i)));
        return items;
    }

    private static JsonNode need(JsonNode n, String field) {
        JsonNode value = n.get(field);
        if (value == null || value.isNull()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value;
    }

    private static String text(JsonNode n, String field) {
        return need(n, field).asText();
    }

    private static @Nullable String textOrNull(JsonNode n, String field) {
        JsonNode value = n.get(field);
        return value == null || value.isNull() ? null : value.asText();
    }

    private static long number(JsonNode n, String field) {
        return need(n, field).asLong();
    }

    private static @Nullable Long numberOrNull(JsonNode n, String field) {
        JsonNode value = n.get(field);
        return value == null || value.isNull() ? null : value.asLong();
    }
}
