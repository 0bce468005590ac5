package dev.hubbub.server.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.presence.PeerMessage;
import dev.hubbub.server.presence.Roster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;

/// Writes what nodes tell each other of presence as small JSON objects; [PresenceFields] reads them.
final class PresenceMessages {
    private static final JsonFactory JSON = new JsonFactory();

    private PresenceMessages() {}

    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    /// @param life of this node
    static byte[] write(long life, PeerMessage message) {
        return write(life, json -> fields(json, message));
    }

    static byte[] write(long life, ServerMessage.Typing typing) {
        return write(life, json -> {
            kind(json, "typing", typing.room());
            json.writeFieldName("user");
            person(json, typing.user());
        });
    }

    private static byte[] write(long life, Body body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(128);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("life", life);
            body.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void fields(JsonGenerator json, PeerMessage message) throws IOException {
        switch (message) {
            case PeerMessage.Claim claim -> claim(json, claim);
            case PeerMessage.Change change -> {
                kind(json, "change", change.room());
                json.writeNumberField("after", change.after());
                json.writeNumberField("version", change.version());
                persons(json, "joined", change.joined());
                users(json, "left", change.left());
            }
            case PeerMessage.Beat(long version, int part, int parts, var claims) -> {
                json.writeStringField("kind", "beat");
                json.writeNumberField("version", version);
                json.writeNumberField("part", part);
                json.writeNumberField("parts", parts);
                versions(json, claims);
            }
            case PeerMessage.Gone() -> json.writeStringField("kind", "gone");
            case PeerMessage.Who(var of, var known) -> {
                json.writeStringField("kind", "who");
                if (of != null) {
                    json.writeStringField("of", of);
                }
                versions(json, known);
            }
            case PeerMessage.Which(long question, var room, var users) -> {
                kind(json, "which", room);
                json.writeNumberField("question", question);
                users(json, "users", users);
            }
            case PeerMessage.These(long asker, long question, var users) -> {
                json.writeStringField("kind", "these");
                json.writeNumberField("asker", asker);
                json.writeNumberField("question", question);
                users(json, "users", users);
            }
        }
    }

    private static void claim(JsonGenerator json, PeerMessage.Claim claim) throws IOException {
        kind(json, "claim", claim.room());
        json.writeNumberField("version", claim.version());
        switch (claim.roster()) {
            case Roster.Names(var persons) -> persons(json, "online", persons);
            case Roster.Total(int count) -> json.writeNumberField("count", count);
        }
    }

    private static void kind(JsonGenerator json, String kind, RoomId room) throws IOException {
        json.writeStringField("kind", kind);
        json.writeStringField("room", room.toString());
    }

    private static void versions(JsonGenerator json, Map<RoomId, Long> versions) throws IOException {
        json.writeObjectFieldStart("rooms");
        for (Map.Entry<RoomId, Long> entry : versions.entrySet()) {
            json.writeNumberField(entry.getKey().toString(), entry.getValue());
        }
        json.writeEndObject();
    }

    private static void users(JsonGenerator json, String field, Collection<UserId> users) throws IOException {
        json.writeArrayFieldStart(field);
        for (UserId user : users) {
            json.writeString(user.toString());
        }
        json.writeEndArray();
    }

    private static void persons(JsonGenerator json, String field, Collection<Person> persons) throws IOException {
        json.writeArrayFieldStart(field);
        for (Person person : persons) {
            person(json, person);
        }
        json.writeEndArray();
    }

    private static void person(JsonGenerator json, Person person) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", person.id().toString());
        json.writeStringField("username", person.username());
        json.writeEndObject();
    }
}
