package dev.hubbub.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.RoomId;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs the program that docs/protocol.md shows to others, letter by letter.
@Tag("integration")
class OutsiderTest {
    private final StreamFixture fixture = new StreamFixture();

    @TempDir
    private Path folder;

    @AfterEach
    void close() throws Exception {
        fixture.end();
    }

    @Test
    void theProgramOfTheDocumentReadsEveryEventAndGoesOnWhereItStopped() throws Exception {
        TestNats nats = fixture.add(TestNats.start());
        Connection on = fixture.connection(nats.url());
        assertThat(new StreamSetup(StreamFixture.SMALL).ensure(on)).isTrue();
        RoomId hallway = fixture.log.room("hallway", fixture.log.ana);
        fixture.talk(hallway, 9);
        Path program = Files.writeString(folder.resolve("Follow.java"), documented());
        StreamFixture.publish(on, fixture.written(hallway, 1, 4));
        StreamFixture.publish(on, fixture.written(hallway, 5, 7));
        assertThat(output(program, nats)).isEqualTo(lines(hallway, 1, 7));
        StreamFixture.publish(on, fixture.written(hallway, 8, 10));
        assertThat(output(program, nats)).isEqualTo(lines(hallway, 8, 10));
    }

    private List<String> lines(RoomId room, long first, long last) {
        List<String> lines = new ArrayList<>();
        fixture.events(room, first, last)
                .forEachLine((bytes, offset, length) ->
                        lines.add(new String(bytes, offset, length, StandardCharsets.UTF_8)));
        return lines;
    }

    private static String documented() throws IOException {
        String document = Files.readString(Path.of("../docs/protocol.md"));
        String begin = "```java\nimport io.nats.client";
        int from = document.indexOf(begin);
        return document.substring(from + "```java\n".length(), document.indexOf("```", from + begin.length()));
    }

    private static List<String> output(Path program, TestNats nats) throws Exception {
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
}
