package dev.hubbub.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.CommandReader;
import dev.hubbub.protocol.ServerMessage.AckBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// One client in a conversation whose other side is written down. Confined to its test.
final class Conversation implements Transport {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long TOLERANCE_MS = 5;

    private final ManualLoop loop = new ManualLoop();
    private final Queue<JsonNode> heard = new ArrayDeque<>();
    private final ToldInJson told = new ToldInJson();
    private final HubbubClient client =
            // Chance is always none, as in the web client's tests.
            new HubbubClient(loop, this, Stage.options(false, null), told, () -> 0L);
    private Transport.@Nullable Inbox inbox;
    private int opened;
    private int answered;
    private String lastRef = "";

    Conversation() {
        client.start();
    }

    void play(JsonNode step) {
        Map.Entry<String, JsonNode> only = step.properties().iterator().next();
        JsonNode value = only.getValue();
        switch (only.getKey()) {
            case "opens" -> opens(value.asLong());
            case "hears" -> hears(value);
            case "says" -> say(value);
            case "answers" -> say(((ObjectNode) value.deepCopy()).put("ref", lastRef));
            case "told" -> assertThat(told.next()).isEqualTo(value);
            case "asks" -> ask(value);
            case "passes" -> loop.pass(value.asLong());
            case "cuts" -> socket().closed(value.asInt(), "");
            case "silent" -> expectNothingMore();
            default -> throw new AssertionError("there is no such step: " + step);
        }
        // What is due now, and whatever takes the loop no time to speak of.
        loop.pass(0);
    }

    private void opens(long after) {
        long before = loop.millis();
        assertThat(loop.runUntil(() -> opened > answered, after + TOLERANCE_MS)).isTrue();
        assertThat(loop.millis() - before).isGreaterThanOrEqualTo(after);
        answered++;
        socket().opened();
    }

    private void hears(JsonNode expected) {
        JsonNode message = heard.poll();
        assertThat(message).isNotNull();
        assertThat(holds(message, expected)).as("%s in %s", expected, message).isTrue();
        lastRef = message.path("ref").asText();
    }

    private static boolean holds(@Nullable JsonNode actual, JsonNode expected) {
        if (actual == null || !expected.isObject()) {
            return expected.equals(actual);
        }
        return expected.properties().stream().allMatch(field -> holds(actual.get(field.getKey()), field.getValue()));
    }

    private void say(JsonNode message) {
        socket().text(bytes(message));
    }

    private void ask(JsonNode message) {
        Command command = ((CommandReader.Accepted) new CommandReader().read(bytes(message))).command();
        Command.Answered answered = (Command.Answered) command;
        var _ = client.submit(answered, AckBody.class)
                .thenAccept(outcome -> told.outcome(answered.ref().value(), outcome));
    }

    void expectNothingMore() {
        assertThat(heard).isEmpty();
        assertThat(told.next()).isNull();
    }

    private Transport.Inbox socket() {
        if (inbox == null) {
            throw new AssertionError("the client has opened no socket");
        }
        return inbox;
    }

    private static byte[] bytes(JsonNode message) {
        try {
            return JSON.writeValueAsBytes(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Wire open(URI uri, Inbox opening) {
        opened++;
        inbox = opening;
        return new Wire() {
            @Override
            public void send(byte[] message) {
                try {
                    heard.add(JSON.readTree(message));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void next() {}

            @Override
            public void close(String reason) {}

            @Override
            public void abort() {}
        };
    }
}
