package dev.hubbub.server.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.server.status.Finding;
import dev.hubbub.server.status.Health;
import dev.hubbub.server.status.NodeStatus;
import dev.hubbub.server.status.ServerStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// The server as its operators see it.
final class StatusJson {
    private StatusJson() {}

    /// For anybody who asks: no more than how well each part does.
    static byte[] ready(Health.Report report) {
        return JsonBody.object(json -> {
            json.writeStringField("status", report.condition().wireName());
            parts(json, report, StatusJson::condition);
        });
    }

    /// For administrators.
    static byte[] of(ServerStatus status, Health.Report report) {
        return JsonBody.object(json -> {
            json.writeStringField("status", report.condition().wireName());
            json.writeStringField("node", status.node());
            json.writeObjectFieldStart("storage");
            json.writeStringField("database", status.database());
            json.writeStringField("sessions", status.sessions());
            json.writeEndObject();
            parts(json, report, StatusJson::fields);
            JsonBody.objects(json, "nodes", status.nodes().get(), StatusJson::fields);
        });
    }

    private static void parts(JsonGenerator json, Health.Report report, JsonBody.ItemFields<Finding> fields)
            throws IOException {
        json.writeObjectFieldStart("parts");
        for (Map.Entry<String, Finding> part : report.parts().entrySet()) {
            json.writeObjectFieldStart(part.getKey());
            fields.write(json, part.getValue());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void condition(JsonGenerator json, Finding finding) throws IOException {
        json.writeStringField("status", finding.condition().wireName());
    }

    private static void fields(JsonGenerator json, Finding finding) throws IOException {
        condition(json, finding);
        Optional<Duration> latency = finding.latency();
        if (latency.isPresent()) {
            json.writeNumberField("latencyMs", Math.round(latency.get().toNanos() / 1e3) / 1e3);
        }
        if (finding.detail() != null) {
            json.writeStringField("detail", finding.detail());
        }
    }

    private static void fields(JsonGenerator json, NodeStatus node) throws IOException {
        json.writeStringField("name", node.name());
        json.writeStringField("version", node.version());
        json.writeStringField("startedAt", node.startedAt().toString());
        json.writeNumberField(
                "uptimeSeconds",
                Duration.between(node.startedAt(), Instant.now()).toSeconds());
        json.writeNumberField("connections", node.connections());
        json.writeNumberField("rooms", node.rooms());
        json.writeNumberField("messagesPerSecond", Math.round(node.messagesPerSecond() * 100) / 100.0);
    }
}
