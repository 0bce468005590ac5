package dev.hubbub.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The fields of one command while it is read: types are checked as they come, presence once the type is known.
/// Confined to one call of [CommandReader]. Unknown fields are skipped, so that a newer client may say more.
final class CommandFields {
    private static final int MAX_CURSORS = 10_000;

    private final boolean preset;
    private @Nullable String type;
    private @Nullable Ref ref;
    private @Nullable RoomId room;
    private @Nullable UserId user;
    private @Nullable String text;
    private @Nullable String name;
    private @Nullable String topic;
    private @Nullable String visibility;
    private @Nullable String password;
    private @Nullable String token;
    private @Nullable String epoch;
    private @Nullable String query;
    private @Nullable UserId author;
    private @Nullable Instant since;
    private @Nullable Instant until;
    private @Nullable Long seq;
    private @Nullable Long before;
    private @Nullable Long afterSeq;
    private @Nullable String afterCursor;
    private @Nullable Long around;
    private @Nullable Long limit;
    private @Nullable Long memberLimit;
    private boolean listed;
    private @Nullable Map<RoomId, Long> cursors;

    CommandFields() {
        preset = false;
    }

    /// With a type and room that no field changes, and a ref unless a field names one.
    CommandFields(String type, @Nullable RoomId room) {
        this.type = type;
        this.room = room;
        ref = Ref.next();
        preset = true;
    }

    @Nullable
    Ref refOrNull() {
        return ref;
    }

    void take(String field, JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (preset && (field.equals("type") || field.equals("room"))) {
            parser.skipChildren();
            return;
        }
        switch (field) {
            case "type" -> type = string(field, parser);
            case "ref" -> ref = ref(string(field, parser));
            case "room" -> room = room(field, parser);
            case "user" -> user = user(field, parser);
            case "author" -> author = user(field, parser);
            case "text" -> text = string(field, parser);
            case "name" -> name = string(field, parser);
            case "topic" -> topic = string(field, parser);
            case "visibility" -> visibility = string(field, parser);
            case "password" -> password = string(field, parser);
            case "token" -> token = string(field, parser);
            case "epoch" -> epoch = string(field, parser);
            case "query" -> query = string(field, parser);
            case "since" -> since = instant(field, parser);
            case "until" -> until = instant(field, parser);
            case "seq" -> seq = number(field, parser);
            case "before" -> before = number(field, parser);
            case "after" -> takeAfter(parser);
            case "around" -> around = number(field, parser);
            case "limit" -> limit = number(field, parser);
            case "memberLimit" -> memberLimit = number(field, parser);
            case "listed" -> listed = bool(field, parser);
            case "cursors" -> cursors = cursors(parser);
            default -> parser.skipChildren();
        }
    }

    /// A seq in a history, an opaque cursor in a list.
    private void takeAfter(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            afterCursor = string("after", parser);
        } else {
            afterSeq = number("after", parser);
        }
    }

    Command toCommand() {
        return switch (need(type, "type")) {
            case "hello" -> new Command.Hello(token, epoch, cursors == null ? Map.of() : cursors);
            case "post" -> new Command.Post(needRef(), needRoom(), need(text, "text"));
            case "create_room" -> createRoom();
            case "join_room" -> joinRoom();
            case "leave_room" -> new Command.LeaveRoom(needRef(), needRoom());
            case "delete_room" -> new Command.DeleteRoom(needRef(), needRoom());
            case "rename_room" -> new Command.RenameRoom(needRef(), needRoom(), need(name, "name"));
            case "set_topic" -> new Command.SetTopic(needRef(), needRoom(), need(topic, "topic"));
            case "remove_member" -> new Command.RemoveMember(needRef(), needRoom(), need(user, "user"));
            case "list_rooms" -> new Command.ListRooms(needRef(), query, afterCursor, limit());
            case "list_members" -> new Command.ListMembers(needRef(), needRoom(), afterCursor, limit());
            case "history" -> new Command.History(needRef(), needRoom(), historyQuery());
            case "read" -> new Command.MarkRead(needRef(), needRoom(), need(seq, "seq"));
            case "typing" -> new Command.Typing(needRoom());
            case "renew" -> new Command.Renew(needRef(), need(token, "token"));
            case "ping" -> new Command.Ping();
            default -> throw new BadField(ErrorCode.UNKNOWN_TYPE, "there is no command of this type");
        };
    }

    private Command createRoom() {
        RoomKind kind = switch (visibility == null ? "public" : visibility) {
            case "public" -> RoomKind.PUBLIC;
            case "private" -> RoomKind.PRIVATE;
            default -> throw BadField.invalid("visibility must be \"public\" or \"private\"");
        };
        long limit = memberLimit == null ? 0 : memberLimit;
        if (limit > Integer.MAX_VALUE) {
            throw BadField.invalid("memberLimit is too large");
        }
        return new Command.CreateRoom(
                needRef(), need(name, "name"), kind, password, listed || kind == RoomKind.PUBLIC, (int) limit);
    }

    private Command joinRoom() {
        if ((room == null) == (name == null)) {
            throw BadField.invalid("join_room takes either room or name");
        }
        return new Command.JoinRoom(needRef(), room, name, password);
    }

    private HistoryQuery historyQuery() {
        int anchors = (before != null ? 1 : 0) + (afterSeq != null ? 1 : 0) + (around != null ? 1 : 0);
        if (anchors > 1) {
            throw BadField.invalid("history takes only one of before, after and around");
        }
        if (afterCursor != null) {
            throw BadField.invalid("after must be a whole number");
        }
        return new HistoryQuery(before, afterSeq, around, limit(), author, since, until, text);
    }

    private int limit() {
        if (limit == null) {
            return HistoryQuery.DEFAULT_LIMIT;
        }
        if (limit < 1 || limit > HistoryQuery.MAX_LIMIT) {
            throw BadField.invalid("limit must be from 1 to " + HistoryQuery.MAX_LIMIT);
        }
        return limit.intValue();
    }

    private Ref needRef() {
        return need(ref, "ref");
    }

    private RoomId needRoom() {
        return need(room, "room");
    }

    private static <T> T need(@Nullable T value, String field) {
        if (value == null) {
            throw BadField.invalid(field + " is missing");
        }
        return value;
    }

    private static Ref ref(String text) {
        return Ref.parse(text)
                .orElseThrow(() -> BadField.invalid(
                        "ref must have 1 to " + Ref.MAX_LENGTH + " characters and no control characters"));
    }

    private static RoomId room(String field, JsonParser parser) throws IOException {
        return RoomId.parse(string(field, parser)).orElseThrow(() -> BadField.invalid(field + " is not an id"));
    }

    private static UserId user(String field, JsonParser parser) throws IOException {
        return UserId.parse(string(field, parser)).orElseThrow(() -> BadField.invalid(field + " is not an id"));
    }

    private static String string(String field, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw BadField.invalid(field + " must be a string");
        }
        String value = parser.getText();
        if (!Texts.isStorable(value)) {
            throw BadField.invalid(field + " holds a NUL or half a surrogate pair, which are no text");
        }
        return value;
    }

    private static boolean bool(String field, JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw BadField.invalid(field + " must be true or false");
        };
    }

    private static long number(String field, JsonParser parser) throws IOException {
        boolean fits = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                && parser.getLongValue() >= 0;
        if (!fits) {
            throw BadField.invalid(field + " must be a whole number from 0 to 2^63-1");
        }
        return parser.getLongValue();
    }

    private static Instant instant(String field, JsonParser parser) throws IOException {
        try {
            return Instant.parse(string(field, parser));
        } catch (DateTimeException e) {
            throw BadField.invalid(field + " must be a time like 2026-11-24T01:02:03Z");
        }
    }

    private static Map<RoomId, Long> cursors(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw BadField.invalid("cursors must be an object of room ids and seqs");
        }
        Map<RoomId, Long> cursors = new HashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            RoomId room = RoomId.parse(parser.currentName())
                    .orElseThrow(() -> BadField.invalid("cursors holds a key that is not a room id"));
            parser.nextToken();
            cursors.put(room, number("cursors", parser));
            if (cursors.size() > MAX_CURSORS) {
                throw BadField.invalid("cursors holds more than " + MAX_CURSORS + " rooms");
            }
        }
        return cursors;
    }
}
