package dev.hubbub.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;

/// Writes what a client says, as UTF-8 JSON. Safe for any thread.
public final class CommandWriter {

    public byte[] write(Command command) {
        return Json.bytes(json -> {
            json.writeStartObject();
            fields(json, command);
            json.writeEndObject();
        });
    }

    private static void fields(JsonGenerator json, Command command) throws IOException {
        json.writeStringField("type", type(command));
        if (command instanceof Command.Answered answered) {
            json.writeStringField("ref", answered.ref().value());
        }
        switch (command) {
            case Command.Hello hello -> hello(json, hello);
            case Command.Post post -> {
                room(json, post.room());
                json.writeStringField("text", post.text());
            }
            case Command.CreateRoom create -> create(json, create);
            case Command.JoinRoom join -> {
                Json.optional(
                        json, "room", join.room() == null ? null : join.room().toString());
                Json.optional(json, "name", join.name());
                Json.optional(json, "password", join.password());
            }
            case Command.LeaveRoom leave -> room(json, leave.room());
            case Command.DeleteRoom delete -> room(json, delete.room());
            case Command.RenameRoom rename -> {
                room(json, rename.room());
                json.writeStringField("name", rename.name());
            }
            case Command.SetTopic set -> {
                room(json, set.room());
                json.writeStringField("topic", set.topic());
            }
            case Command.RemoveMember remove -> {
                room(json, remove.room());
                json.writeStringField("user", remove.user().toString());
            }
            case Command.ListRooms list -> {
                Json.optional(json, "query", list.query());
                Json.optional(json, "after", list.after());
                json.writeNumberField("limit", list.limit());
            }
            case Command.ListMembers list -> {
                room(json, list.room());
                Json.optional(json, "after", list.after());
                json.writeNumberField("limit", list.limit());
            }
            case Command.History past -> {
                room(json, past.room());
                history(json, past.query());
            }
            case Command.MarkRead read -> {
                room(json, read.room());
                json.writeNumberField("seq", read.seq());
            }
            case Command.Renew renew -> {
                json.writeStringField("ref", renew.ref().value());
                json.writeStringField("token", renew.token());
            }
            case Command.Typing(RoomId room) -> room(json, room);
            case Command.Ping() -> {}
        }
    }

    private static String type(Command command) {
        return switch (command) {
            case Command.Hello _ -> "hello";
            case Command.Post _ -> "post";
            case Command.CreateRoom _ -> "create_room";
            case Command.JoinRoom _ -> "join_room";
            case Command.LeaveRoom _ -> "leave_room";
            case Command.DeleteRoom _ -> "delete_room";
            case Command.RenameRoom _ -> "rename_room";
            case Command.SetTopic _ -> "set_topic";
            case Command.RemoveMember _ -> "remove_member";
            case Command.ListRooms _ -> "list_rooms";
            case Command.ListMembers _ -> "list_members";
            case Command.History _ -> "history";
            case Command.MarkRead _ -> "read";
            case Command.Typing _ -> "typing";
            case Command.Renew _ -> "renew";
            case Command.Ping _ -> "ping";
        };
    }

    private static void room(JsonGenerator json, RoomId room) throws IOException {
        json.writeStringField("room", room.toString());
    }

    private static void hello(JsonGenerator json, Command.Hello hello) throws IOException {
        Json.optional(json, "token", hello.token());
        Json.optional(json, "epoch", hello.epoch());
        json.writeObjectFieldStart("cursors");
        for (Map.Entry<RoomId, Long> cursor : hello.cursors().entrySet()) {
            json.writeNumberField(cursor.getKey().toString(), cursor.getValue());
        }
        json.writeEndObject();
    }

    private static void create(JsonGenerator json, Command.CreateRoom create) throws IOException {
        json.writeStringField("name", create.name());
        json.writeStringField("visibility", create.kind().wireName());
        Json.optional(json, "password", create.password());
        json.writeBooleanField("listed", create.listed());
        json.writeNumberField("memberLimit", create.memberLimit());
    }

    private static void history(JsonGenerator json, HistoryQuery query) throws IOException {
        Json.optional(json, "before", query.before());
        Json.optional(json, "after", query.after());
        Json.optional(json, "around", query.around());
        json.writeNumberField("limit", query.limit());
        Json.optional(
                json, "author", query.author() == null ? null : query.author().toString());
        Json.optional(json, "since", query.since());
        Json.optional(json, "until", query.until());
        Json.optional(json, "text", query.text());
    }
}
