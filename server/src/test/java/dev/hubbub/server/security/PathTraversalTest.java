package dev.hubbub.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.server.rest.RunningServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No path leads out of the routes that there are: not to files, and not by a detour past a check. Over bare sockets,
/// since well-behaved clients mend such paths.
@Tag("integration")
class PathTraversalTest {
    private final RunningServer server = RunningServer.get();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../../../etc/passwd",
                "/..%2f..%2f..%2fetc%2fpasswd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/.%2e/.env",
                "/..\\..\\etc\\passwd",
                "/..%5c..%5cetc%5cpasswd",
                "/%c0%ae%c0%ae/etc/passwd",
                "/..;/..;/etc/passwd",
                "//etc/passwd",
                "/static/../../application.yml",
                "/application.yml",
                "/logback.xml",
                "/META-INF/MANIFEST.MF",
                "/.env",
                "/.git/config",
                "/data/postgres",
                "/file:///etc/passwd",
                "/api/v1/rooms/..%2f..%2fadmin%2fusers",
                "/api/v1/users/%2e%2e%2fadmin%2faudit",
                "/index.html%00.png",
            })
    void noFileIsServed(String path) throws IOException {
        String answer = ask("GET " + path + " HTTP/1.1");
        assertThat(status(answer)).as(answer).isBetween(400, 499);
        assertThat(answer).doesNotContain("root:", "jdbc:", "Manifest-Version", "<configuration", "micronaut:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/rooms/../admin/users",
                "/api/v1/login/../admin/users",
                "/api/v1//admin/users",
                "//api/v1/admin/users",
                "/api/v1/admin/./users",
                "/api/v1/admin/users/",
                "/api/v1/admin/users;x=1",
                "/api/v1/login;/../admin/users",
                "/api/v1/%61dmin/users",
                "/API/V1/ADMIN/USERS",
                "/health/live/../../api/v1/admin/users",
                "/ws/../api/v1/admin/users",
                "/ws/../api/v1/rooms",
                "http://127.0.0.1/api/v1/admin/users",
            })
    void noDetourPassesTheCheck(String path) throws IOException {
        String answer = ask("GET " + path + " HTTP/1.1");
        assertThat(status(answer)).as(answer).isBetween(400, 499);
        assertThat(answer).doesNotContain("\"users\"", "\"rooms\"");
    }

    /// Trusting proxies have passed on what these say.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Original-URL: /api/v1/admin/users",
                "X-Rewrite-URL: /api/v1/admin/users",
                "X-HTTP-Method-Override: DELETE",
                "X-Forwarded-Prefix: /api/v1/admin",
            })
    void noHeaderChoosesAnotherRoute(String header) throws IOException {
        assertThat(status(ask("GET /api/v1/rooms HTTP/1.1\r\n" + header))).isEqualTo(401);
    }

    private String ask(String request) throws IOException {
        int port = URI.create(server.url()).getPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String head = request + "\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.setSoTimeout(10_000);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int status(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 ");
        return Integer.parseInt(answer.substring(9, 12));
    }
}
