package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.server.netty.NettyServerCustomizer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class HttpServerTest {
    @Test
    void itAnswersOnAFreePort() throws Exception {
        var settings = new HttpSettings("127.0.0.1", 0, Optional.empty(), 65_536);
        try (var server = HttpServer.start(settings, new NettyServerCustomizer() {}, List.of());
                var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/health/live"))
                    .build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).body())
                    .isEqualTo("{\"status\":\"up\"}");
        }
    }
}
