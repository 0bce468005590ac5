package dev.hubbub.server.cluster;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.presence.PeerMessage;
import dev.hubbub.server.presence.Roster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The fields of what another node says of presence. Unknown ones are skipped, so that a newer node may say
/// more.
final class PresenceFields {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode json;

    private PresenceFields(JsonNode json) {
        this.json = json;
    }

    /// @throws MalformedException if it is no JSON object
    static PresenceFields read(byte[] body) throws MalformedException {
        try {
            JsonNode json = JSON.readTree(body);
            if (json == null || !json.isObject()) {
                throw new MalformedException("no object");
            }
            return new PresenceFields(json);
        } catch (JacksonException e) {
            throw new MalformedException("no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new MalformedException("no JSON: " + e.getMessage());
        }
    }

    /// What the other node said cannot be understood.
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1;

        MalformedException(String message) {
            super(message);
        }
    }

    String kind() throws MalformedException {
        return text(json, "kind");
    }

    long life() throws MalformedException {
        return number("life");
    }

    ServerMessage.Typing typing() throws MalformedException {
        return new ServerMessage.Typing(room(), person(json.path("user")));
    }

    /// Null for a kind that only newer nodes know.
    @Nullable
    PeerMessage message() throws MalformedException {
        return switch (kind()) {
            case "claim" -> new PeerMessage.Claim(room(), number("version"), roster());
            case "change" ->
                new PeerMessage.Change(room(), number("after"), number("version"), persons("joined"), users("left"));
            case "beat" -> beat();
            case "gone" -> new PeerMessage.Gone();
            case "who" -> new PeerMessage.Who(json.has("of") ? text(json, "of") : null, versions());
            case "which" -> new PeerMessage.Which(number("question"), room(), new HashSet<>(users("users")));
            case "these" -> new PeerMessage.These(number("asker"), number("question"), new HashSet<>(users("users")));
            default -> null;
        };
    }

    private PeerMessage beat() throws MalformedException {
        int parts = small("parts");
        int part = small("part");
        if (part > parts) {
            throw new MalformedException("part");
        }
        return new PeerMessage.Beat(number("version"), part, parts, versions());
    }

    private Roster roster() throws MalformedException {
        return json.has("count") ? new Roster.Total(small("count")) : new Roster.Names(persons("online"));
    }

    private RoomId room() throws MalformedException {
        return id(json.path("room"), RoomId::parse);
    }

    private Map<RoomId, Long> versions() throws MalformedException {
        Map<RoomId, Long> versions = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.path("rooms").properties()) {
            RoomId room = RoomId.parse(entry.getKey()).orElseThrow(() -> new MalformedException("rooms"));
            versions.put(room, number(entry.getValue(), "rooms"));
        }
        return versions;
    }

    private List<UserId> users(String field) throws MalformedException {
        List<UserId> users = new ArrayList<>();
        for (JsonNode user : json.path(field)) {
            users.add(id(user, UserId::parse));
        }
        return users;
    }

    private List<Person> persons(String field) throws MalformedException {
        List<Person> persons = new ArrayList<>();
        for (JsonNode person : json.path(field)) {
            persons.add(person(person));
        }
        return persons;
    }

    private static Person person(JsonNode json) throws MalformedException {
        return new Person(id(json.path("id"), UserId::parse), text(json, "username"));
    }

    private static <T> T id(JsonNode json, Function<String, Optional<T>> parse) throws MalformedException {
        return parse.apply(json.asText()).orElseThrow(() -> new MalformedException("an id"));
    }

    private static String text(JsonNode json, String field) throws MalformedException {
        JsonNode value = json.path(field);
        if (!value.isTextual()) {
            throw new MalformedException(field);
        }
        return value.asText();
    }

    private int small(String field) throws MalformedException {
        long value = number(field);
        if (value > Integer.MAX_VALUE) {
            throw new MalformedException(field);
        }
        return (int) value;
    }

    private long number(String field) throws MalformedException {
        return number(json.path(field), field);
    }

    private static long number(JsonNode value, String field) throws MalformedException {
        if (!value.canConvertToLong() || !value.isIntegralNumber() || value.asLong() < 0) {
            throw new MalformedException(field);
        }
        return value.asLong();
    }
}
