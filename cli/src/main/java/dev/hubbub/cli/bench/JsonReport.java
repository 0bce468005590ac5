package dev.hubbub.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// Reports for programs: one object with the machine and a list of scenarios.
final class JsonReport {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private JsonReport() {}

    /// @param file `-` for standard output
    static void write(List<Report> reports, Instant when, String file, PrintStream out) throws IOException {
        String text = text(reports, when);
        if (file.equals("-")) {
            out.println(text);
        } else {
            Files.writeString(Path.of(file), text + "\n");
        }
    }

    static String text(List<Report> reports, Instant when) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("when", when.toString());
        root.set("machine", machine());
        ArrayNode scenarios = root.putArray("scenarios");
        reports.forEach(report -> scenarios.add(node(report)));
        return JSON.writeValueAsString(root);
    }

    private static ObjectNode machine() {
        ObjectNode machine = JSON.createObjectNode();
        machine.put("cores", Runtime.getRuntime().availableProcessors());
        machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("arch", System.getProperty("os.arch"));
        machine.put("java", Runtime.version().toString());
        return machine;
    }

    private static ObjectNode node(Report report) {
        ObjectNode node = JSON.createObjectNode();
        node.put("scenario", report.scenario());
        node.set("settings", JSON.valueToTree(report.settings()));
        ObjectNode metrics = node.putObject("metrics");
        report.metrics().forEach(metric -> metrics.set(metric.key(), node(metric)));
        node.put("clean", report.isClean());
        node.set("verdict", JSON.valueToTree(report.verdict()));
        return node;
    }

    private static ObjectNode node(Metric metric) {
        ObjectNode node = JSON.createObjectNode();
        if (Double.isFinite(metric.value())) {
            node.put("value", metric.value());
        } else {
            node.putNull("value");
        }
        node.put("unit", metric.unit());
        Metric.Goal goal = metric.goal();
        if (goal != null) {
            node.put(goal.atMost() ? "atMost" : "atLeast", goal.bound());
            node.put("reached", metric.isReached());
        }
        return node;
    }
}
