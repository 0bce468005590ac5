package dev.hubbub.server.app;

import dev.hubbub.server.rest.HttpServer;
import dev.hubbub.server.rest.HttpSettings;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// The HTTP server in preparation, on a thread of its own while the database starts. Closed, it ends what nobody
/// opened: a start that fails must leave nothing behind.
final class EarlyHttp implements AutoCloseable {
    private final CompletableFuture<HttpServer.Prepared> prepared;

    private EarlyHttp(CompletableFuture<HttpServer.Prepared> prepared) {
        this.prepared = prepared;
    }

    static EarlyHttp begin(Config config) {
        var settings = new HttpSettings(
                config.host(),
                config.port(),
                config.transport().key(),
                config.tls(),
                config.limits().frameBytes(),
                config.origins().others());
        return new EarlyHttp(CompletableFuture.supplyAsync(
                () -> HttpServer.prepare(settings),
                task -> Thread.ofPlatform().name("start-http").start(task)));
    }

    /// Waits for it.
    HttpServer.Prepared prepared() {
        try {
            return prepared.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public void close() {
        // What could not be prepared has nothing to close.
        prepared.thenAccept(HttpServer.Prepared::close).exceptionally(_ -> null).join();
    }
}
