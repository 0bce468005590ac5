package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.server.rest.RunningServer.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// On the tests' own pages, which stand before the real ones on the class path.
@Tag("integration")
class SiteTest {
    private static final String SCRIPT = "/assets/app-0a1b2c3d.js";
    private static final String NAVIGATION = "text/html,application/xhtml+xml,*/*;q=0.8";

    private final RunningServer server = RunningServer.get();

    @ParameterizedTest
    @ValueSource(strings = {"/", "/rooms/1", "/invite/some-token", "/settings/sessions", "/what/nobody/knows?x=1"})
    void aNavigationGetsTheOnePage(String path) throws Exception {
        Answer page = get(path, "Accept", NAVIGATION);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.response().body()).contains("The tests' own page");
        assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(page.header("X-Request-Id")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/nowhere", "/api", "/health/nowhere", "/assets/app-ffffffff.js", "/assets/"})
    void whatIsNoPageStaysAProblem(String path) throws Exception {
        Answer answer = get(path, "Accept", NAVIGATION);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    @Test
    void aProgramThatAsksForNoPageGetsAProblem() throws Exception {
        assertThat(get("/rooms/1", "Accept", "application/json").status()).isEqualTo(404);
        assertThat(server.post("/rooms/1", null, "{}").status()).isEqualTo(404);
        assertThat(server.get("/health/live", null).status()).isEqualTo(200);
    }

    @Test
    void aFileWithAHashInItsNameIsKeptForGood() throws Exception {
        Answer script = get(SCRIPT, "Accept", "*/*");
        assertThat(script.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(script.header("Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(get("/icon.svg", "Accept", "*/*").header("Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void aBrowserThatHasThePageIsToldThatItIsTheSame() throws Exception {
        String etag = get("/", "Accept", NAVIGATION).header("ETag");
        Answer again = get("/", "If-None-Match", "\"other\", " + etag);
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.response().body()).isEmpty();
        assertThat(again.header("ETag")).isEqualTo(etag);
        assertThat(get("/", "If-None-Match", "\"other\"").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, deflate, br | br",
                "gzip              | gzip",
                "br;q=0, gzip;q=1  | gzip",
                "identity          | ''",
                "brotli            | ''"
            })
    void aFileComesCompressedAsTheBrowserCanReadIt(String accepted, String encoding) throws Exception {
        assertThat(get(SCRIPT, "Accept-Encoding", accepted).header("Content-Encoding"))
                .isEqualTo(encoding);
    }

    @Test
    void whatComesCompressedIsTheFile() throws Exception {
        String plain = get(SCRIPT, "Accept", "*/*").response().body();
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + SCRIPT))
                .header("Accept-Encoding", "gzip")
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            InputStream body = http.send(request, BodyHandlers.ofInputStream()).body();
            assertThat(new String(new GZIPInputStream(body).readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(plain);
        }
    }

    @Test
    void aPageLoadsFromThisServerOnly() throws Exception {
        Answer page = get("/", "Accept", NAVIGATION);
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(get("/api/v1/nowhere", "Accept", "*/*").header("Content-Security-Policy"))
                .doesNotContain("script-src");
    }

    @Test
    void headIsAnsweredWithoutABody() throws Exception {
        HttpRequest head = HttpRequest.newBuilder(URI.create(server.url() + SCRIPT))
                .method("HEAD", BodyPublishers.noBody())
                .build();
        Answer answer = server.send(head);
        Answer get = get(SCRIPT, "Accept", "*/*");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().body()).isEmpty();
        assertThat(answer.header("ETag")).isEqualTo(get.header("ETag"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/secret.txt",
                "/files.txt",
                "/assets/../secret.txt",
                "/assets/%2e%2e/secret.txt",
                "/../rest/Site.class",
                "//dev/hubbub/server/site/secret.txt",
                "/assets/app-0a1b2c3d.js.gz"
            })
    void nothingButWhatIsListedCanBeAskedFor(String path) throws Exception {
        assertThat(raw(path)).contains(" 404 ").doesNotContain("not listed");
    }

    /// As no client library would send it.
    private String raw(String path) throws IOException {
        URI url = URI.create(server.url());
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                            .formatted(path, url.getAuthority())
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private Answer get(String path, String header, String value) throws Exception {
        return server.send(HttpRequest.newBuilder(URI.create(server.url() + path))
                .header(header, value)
                .build());
    }
}
