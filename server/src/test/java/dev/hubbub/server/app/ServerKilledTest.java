package dev.hubbub.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
        var acked = new ArrayList<String>();
        long postmaster;
        try (var child = ServerProcess.start(PostgresKilledTest.settings(data))) {
            var ana = Visitor.register(child.url(), "ana");
            postmaster = PostgresKilledTest.postmaster(data);
            postUntilItDies(ana, acked, child);
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

    private static void postUntilItDies(Visitor ana, List<String> acked, ServerProcess child)
            throws InterruptedException {
        try {
            for (int i = 0; i < 200; i++) {
                if (i == BEFORE_THE_KILL) {
                    child.kill();
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
}
