package dev.hubbub.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.client.HubbubApi;
import dev.hubbub.client.SignedIn;
import dev.hubbub.server.db.TestPostgres;
import dev.hubbub.server.rest.TestSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole servers on one database, and the key that signs their tokens.
@Tag("integration")
class SharedKeyTest {
    private static final String OLD = "the secret of an earlier start, of enough bytes";

    private final String database = TestPostgres.freshUrl();

    @TempDir
    private Path folder;

    @Test
    void whatOneSignsTheOtherAcceptsThoughNobodySetASecret() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var starting = threads.submit(() -> node("a", Map.of()));
            try (Hubbub second = node("b", Map.of());
                    Hubbub first = starting.get()) {
                SignedIn ana = register(first);
                TestSocket.hello(second.url(), ana.accessToken());
                assertThat(folder.resolve("a/jwt.key")).doesNotExist();
            }
        }
    }

    @Test
    void aKeyThatWasKeptInTheDataFolderIsSharedFromNowOn() throws Exception {
        Files.createDirectories(folder.resolve("a"));
        Files.writeString(folder.resolve("a/jwt.key"), OLD);
        SignedIn ana;
        try (Hubbub first = node("a", Map.of())) {
            ana = register(first);
        }
        try (Hubbub second = node("b", Map.of("JWT_SECRET", OLD))) {
            TestSocket.hello(second.url(), ana.accessToken());
        }
    }

    @Test
    void oneWithAnotherSecretDoesNotStartBesideALiveOne() {
        try (Hubbub _ = node("a", Map.of("HUBBUB_NODE_NAME", "first"))) {
            assertThatThrownBy(() -> node("b", Map.of("JWT_SECRET", "another secret that has enough bytes")))
                    .isInstanceOf(InvalidConfigException.class)
                    .hasMessageContaining("Node first (http://127.0.0.1:")
                    .hasMessageContaining("same JWT_SECRET");
        }
    }

    @Test
    void itsNameIsInTheWelcome() throws Exception {
        try (Hubbub first = node("a", Map.of("HUBBUB_NODE_NAME", "chat-1"))) {
            TestSocket socket = TestSocket.hello(first.url(), register(first).accessToken());
            socket.awaits("\"type\":\"welcome\"", "\"node\":\"chat-1\"");
        }
    }

    private static SignedIn register(Hubbub node) throws Exception {
        return new HubbubApi(URI.create(node.url())).register("ana", "ana@example.org", "correct horse");
    }

    private Hubbub node(String data, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "SERVER_PORT", "0",
                "HUBBUB_DATA", folder.resolve(data).toString(),
                "HUBBUB_BCRYPT_COST", "4",
                "HUBBUB_REGISTRATION", "open",
                "DATABASE_URL", database));
        environment.putAll(more);
        return Hubbub.start(Config.load(environment, folder.resolve(".env")));
    }
}
