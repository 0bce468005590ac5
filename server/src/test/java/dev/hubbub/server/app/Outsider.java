package dev.hubbub.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hubbub.server.cluster.TestNats;
import io.nats.client.Nats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// The program that docs/protocol.md shows to others, letter by letter. It goes on where it stopped the last
/// time.
final class Outsider {
    private final ObjectMapper json = new ObjectMapper();
    private final Path program;
    private final TestNats nats;

    Outsider(Path folder, TestNats nats) throws IOException {
        this.nats = nats;
        program = Files.writeString(folder.resolve("Follow.java"), documented());
    }

    private static String documented() throws IOException {
        String document = Files.readString(Path.of("../docs/protocol.md"));
        String begin = "```java\nimport io.nats.client";
        int from = document.indexOf(begin);
        return document.substring(from + "```java\n".length(), document.indexOf("```", from + begin.length()));
    }

    /// What it prints until nothing more comes.
    private List<String> lines() throws Exception {
        Path library = Path.of(
                Nats.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(java.toString(), "-cp", library.toString(), program.toString(), nats.url())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var reader = process.inputReader()) {
            List<String> lines = reader.lines().toList();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            return lines;
        }
    }

    /// Of one room, in the order of the stream.
    List<Long> seqs(String room) throws Exception {
        return seqs(room, lines());
    }

    /// What two of them print that run at once.
    List<Long> seqsOfTwo(String room) throws Exception {
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            List<String> all = new ArrayList<>();
            List<Callable<List<String>>> runs = List.of(this::lines, this::lines);
            for (Future<List<String>> one : two.invokeAll(runs)) {
                all.addAll(one.get());
            }
            return seqs(room, all);
        }
    }

    private List<Long> seqs(String room, List<String> lines) {
        return lines.stream()
                .map(this::parse)
                .filter(event -> event.path("room").asText().equals(room))
                .map(event -> event.path("seq").asLong())
                .toList();
    }

    private JsonNode parse(String line) {
        try {
            return json.readTree(line);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
