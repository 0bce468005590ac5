package dev.hubbub.server.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.server.db.Page;
import dev.hubbub.server.db.RoomSummary;
import java.io.IOException;

/// Rooms as an administrator sees them. Never the hash of a password.
final class AdministeredRoomsJson {
    private AdministeredRoomsJson() {}

    static byte[] page(Page<RoomSummary> page) {
        return JsonBody.object(json -> {
            JsonBody.objects(json, "rooms", page.items(), AdministeredRoomsJson::fields);
            if (page.next() != null) {
                json.writeStringField("next", page.next());
            }
        });
    }

    private static void fields(JsonGenerator json, RoomSummary room) throws IOException {
        json.writeStringField("id", room.id().toString());
        json.writeStringField("name", room.name());
        json.writeStringField("kind", room.kind().wireName());
        json.writeBooleanField("listed", room.listed());
        json.writeBooleanField("locked", room.locked());
        if (room.owner() != null) {
            json.writeObjectFieldStart("owner");
            json.writeStringField("id", room.owner().id().toString());
            json.writeStringField("username", room.owner().username());
            json.writeEndObject();
        }
        json.writeNumberField("members", room.members());
        json.writeNumberField("lastSeq", room.lastSeq());
        json.writeStringField("createdAt", room.createdAt().toString());
        json.writeStringField("lastAt", room.lastAt().toString());
    }
}
