package dev.hubbub.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomState;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.ServerMessage.AckBody;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// What an application was told, as recorded conversations write it. Confined to its test.
final class ToldInJson implements Listener {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Queue<JsonNode> told = new ArrayDeque<>();

    @Nullable
    JsonNode next() {
        return told.poll();
    }

    void outcome(String ref, Outcome<AckBody> outcome) {
        ObjectNode node = JSON.objectNode().put("ref", ref);
        switch (outcome) {
            case Outcome.Acked<AckBody> _ -> node.put("done", true);
            case Outcome.Refused<AckBody> refused ->
                node.put("done", false).put("code", refused.code().wireName());
            case Outcome.Abandoned<AckBody> _ -> node.put("done", false).put("code", "abandoned");
        }
        tell("outcome", node);
    }

    @Override
    public void stateChanged(ConnectionState state) {
        tell("state", JSON.textNode(state.getClass().getSimpleName().toLowerCase(Locale.ROOT)));
    }

    @Override
    public void event(Event event) {
        tell("event", place(event.room(), "seq", event.seq()));
    }

    @Override
    public void unknownEvent(ServerMessage.UnknownEvent event) {
        tell("event", place(event.room(), "seq", event.seq()));
    }

    @Override
    public void reset(RoomId room, long from) {
        tell("reset", place(room, "from", from));
    }

    @Override
    public void epochChanged(String epoch) {
        tell("epoch", JSON.textNode(epoch));
    }

    @Override
    public void roomOpened(RoomState room) {
        tell("opened", JSON.textNode(room.id().toString()));
    }

    @Override
    public void roomLeft(RoomId room) {
        tell("left", JSON.textNode(room.toString()));
    }

    /// Small numbers as Jackson reads them.
    private static ObjectNode place(RoomId room, String field, long seq) {
        return JSON.objectNode().put("room", room.toString()).put(field, Math.toIntExact(seq));
    }

    private void tell(String what, JsonNode value) {
        told.add(JSON.objectNode().set(what, value));
    }
}
