package dev.hubbub.server.rest;

import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.web.router.Router;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The one port that clients see. Micronaut serves REST on it; `gate` sees every connection first and takes the
/// WebSockets.
public final class HttpServer implements AutoCloseable {
    private static final int LINE_BYTES = 4_096;
    private static final int HEADER_BYTES = 8_192;

    private final ApplicationContext context;
    private final EmbeddedServer server;

    private HttpServer(ApplicationContext context, EmbeddedServer server) {
        this.context = context;
        this.server = server;
    }

    /// As [#prepare(HttpSettings)] and [Prepared#open], at once.
    static HttpServer start(HttpSettings settings, NettyServerCustomizer gate, List<Object> features) {
        return prepare(settings).open(gate, features);
    }

    /// Readies all that needs no features, which takes longer than to open the port: it can be done while others
    /// start.
    public static Prepared prepare(HttpSettings settings) {
        ApplicationContext context = ApplicationContext.builder()
                .properties(properties(settings))
                // Our own Config has read the environment, strictly; a stray MICRONAUT_* must not change the server.
                .environmentPropertySource(false)
                .deduceEnvironment(false)
                .banner(false)
                .build();
        try {
            context.start();
            return new Prepared(context);
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    /// A server without a port. Belongs to whoever opens it, or else closes it.
    public static final class Prepared implements AutoCloseable {
        private final ApplicationContext context;

        private Prepared(ApplicationContext context) {
            this.context = context;
        }

        /// Returns once the port is open; the server then owns what was prepared.
        ///
        /// @param features what the controllers' constructors ask for
        public HttpServer open(NettyServerCustomizer gate, List<Object> features) {
            try {
                context.registerSingleton(gate);
                features.forEach(context::registerSingleton);
                EmbeddedServer server = context.getBean(EmbeddedServer.class);
                server.start();
                return new HttpServer(context, server);
            } catch (RuntimeException e) {
                context.close();
                throw e;
            }
        }

        @Override
        public void close() {
            context.close();
        }
    }

    public int port() {
        return server.getPort();
    }

    /// Whether this jar has the web client.
    public boolean hasPages() {
        return context.getBean(Site.class).isThere();
    }

    /// Every route, as method and path template.
    Set<String> routes() {
        return context.getBean(Router.class)
                .uriRoutes()
                .map(route -> route.getHttpMethodName() + " " + route.getUriMatchTemplate())
                .collect(Collectors.toSet());
    }

    /// Ends open connections after what they are being answered.
    @Override
    public void close() {
        server.stop();
        context.close();
    }

    private static Map<String, Object> properties(HttpSettings settings) {
        Map<String, Object> properties = new HashMap<>();
        int port = settings.port() == 0 ? -1 : settings.port();
        properties.put("micronaut.application.name", "hubbub");
        properties.put("micronaut.server.host", settings.host());
        properties.put("micronaut.server.port", port);
        properties.put("micronaut.server.max-request-size", settings.maxBodyBytes());
        properties.put("micronaut.server.netty.max-initial-line-length", LINE_BYTES);
        properties.put("micronaut.server.netty.max-header-size", HEADER_BYTES);
        properties.put("micronaut.server.date-header", true);
        properties.put("micronaut.server.server-header", "");
        // Both loops, or the one that accepts would stay NIO and refuse the others' channels.
        properties.put("micronaut.netty.event-loops.default.transport", settings.transport());
        properties.put("micronaut.netty.event-loops.parent.transport", settings.transport());
        open(properties, settings.origins());
        settings.tls().ifPresent(tls -> secure(properties, port, tls));
        return properties;
    }

    /// To pages of these origins, with tokens. Never with cookies: a page elsewhere could then do with them whatever
    /// our own can.
    private static void open(Map<String, Object> properties, Set<String> origins) {
        if (origins.isEmpty()) {
            return;
        }
        String named = "micronaut.server.cors.configurations.named.";
        properties.put("micronaut.server.cors.enabled", true);
        properties.put(named + "allowed-origins", List.copyOf(origins));
        properties.put(named + "allowed-methods", List.of("GET", "POST", "PUT", "PATCH", "DELETE"));
        properties.put(named + "allowed-headers", List.of("Authorization", "Content-Type"));
        properties.put(
                named + "exposed-headers", List.of(RequestIds.HEADER, "Retry-After", "WWW-Authenticate", "Allow"));
        properties.put(named + "allow-credentials", false);
        properties.put(named + "max-age", 600);
    }

    private static void secure(Map<String, Object> properties, int port, Tls tls) {
        String ssl = "micronaut.server.ssl.";
        properties.put(ssl + "enabled", true);
        properties.put(ssl + "port", port);
        properties.put(ssl + "build-self-signed", false);
        switch (tls) {
            case Tls.Pem(var certificate, var key) -> {
                properties.put(ssl + "key-store.certificate-path", "file:" + certificate.toAbsolutePath());
                properties.put(ssl + "key-store.key-path", "file:" + key.toAbsolutePath());
            }
            case Tls.KeyStore(var file, var password) -> {
                properties.put(ssl + "key-store.path", "file:" + file.toAbsolutePath());
                properties.put(ssl + "key-store.password", password);
            }
        }
    }
}
