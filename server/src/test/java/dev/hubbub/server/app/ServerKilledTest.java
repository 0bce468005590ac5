package dev.hubbub.server.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of a whole server, in a JVM of its own, while someone posts.
@Tag("integration")
final class ServerKilledTest {
    private static final int BEFORE_THE_KILL = 50;

    @TempDir
    Path temporary;

    @Test
    void itsPostgresEndsWithItAndTheNextStartHasEverythingThatWasAcked() throws Exception {
        boolean _ = temporary.toFile().setExecutable(true, false);
        Path data = temporary.resolve("data");
        Process child = start(data);
        var acked = new ArrayList<String>();
        long postmaster;
        try (BufferedReader output = child.inputReader(UTF_8)) {
            String url = url(output);
            var ana = Visitor.register(url, "ana");
            postmaster = PostgresKilledTest.postmaster(data);
            postUntilItDies(ana, acked, child);
        } finally {
            child.destroyForcibly().onExit().join();
        }
        assertThat(acked).hasSizeGreaterThanOrEqualTo(BEFORE_THE_KILL);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> ProcessHandle.of(postmaster)
                        .filter(ProcessHandle::isAlive)
                        .isEmpty());
        try (var next = Hubbub.start(PostgresKilledTest.config(data))) {
            var ana = Visitor.login(next.url(), "ana");
            // The one in flight may have been stored too.
            assertThat(ana.history())
                    .startsWith(acked.toArray(String[]::new))
                    .hasSizeLessThanOrEqualTo(acked.size() + 1);
        }
    }

    private static void postUntilItDies(Visitor ana, List<String> acked, Process child) throws InterruptedException {
        try {
            for (int i = 0; i < 200; i++) {
                if (i == BEFORE_THE_KILL) {
                    child.destroyForcibly();
                }
                String text = "message-" + i;
                if (ana.post(text).status() < 300) {
                    acked.add(text);
                }
            }
        } catch (IOException e) {
            assertThat(acked).as("nothing fails before the kill").hasSizeGreaterThanOrEqualTo(BEFORE_THE_KILL);
        }
    }

    private static String url(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("url ")) {
                return line.substring("url ".length());
            }
        }
        throw new IOException("the child ended without a word");
    }

    private static Process start(Path data) throws IOException {
        var words = List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                ServerKilledTest.class.getName(),
                data.toString());
        return new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /// In the child.
    public static void main(String[] arguments) throws InterruptedException {
        var server = Hubbub.start(PostgresKilledTest.config(Path.of(arguments[0])));
        System.out.println("url " + server.url());
        Thread.currentThread().join();
    }
}
