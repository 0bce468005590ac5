package dev.hubbub.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one server running on one data folder until told to stop. A thread of its own owns all of it: it spawns every
/// process (the kernel ends them with this thread, see [Launcher]), restarts, bounds the log and shuts down.
final class Supervisor {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration TICK = Duration.ofSeconds(5);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(10);
    private static final int PORT_TRIES = 5;

    private enum Event {
        EXITED,
        CLOSE
    }

    /// The parts that stay the same through all restarts.
    record Server(Binaries binaries, DataFolder folder, Launcher launcher, ServerLog log, PostgresSettings settings) {
        Path data() {
            return folder.data();
        }
    }

    private final Server server;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<Postmaster> started = new CompletableFuture<>();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("postgres-supervisor").unstarted(this::run);

    private volatile long pid;
    private volatile int port;
    private final AtomicInteger restarts = new AtomicInteger();
    private volatile boolean closing;
    private @Nullable Watchdog watchdog;

    private Supervisor(Server server) {
        this.server = server;
    }

    /// Returns when the server takes connections.
    static Supervisor start(Server server) {
        var supervisor = new Supervisor(server);
        supervisor.thread.start();
        try {
            supervisor.started.get();
            return supervisor;
        } catch (ExecutionException e) {
            throw PostgresStartException.from(e.getCause());
        } catch (InterruptedException e) {
            supervisor.close();
            Thread.currentThread().interrupt();
            throw new PostgresStartException("Interrupted while PostgreSQL was starting", e);
        }
    }

    long pid() {
        return pid;
    }

    int port() {
        return port;
    }

    int restarts() {
        return restarts.get();
    }

    /// Returns when the server has ended. An interrupt is kept for later: half a shutdown helps nobody.
    void close() {
        closing = true;
        events.add(Event.CLOSE);
        var interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            server.folder().prepare(server.binaries(), server.launcher(), server.settings());
            var postmaster = startOnFreePort();
            started.complete(postmaster);
            supervise(postmaster);
        } catch (Throwable e) {
            if (!started.completeExceptionally(e)) {
                log.error("The supervisor of PostgreSQL in {} failed, and PostgreSQL ends with it", server.data(), e);
            }
        } finally {
            if (watchdog != null) {
                watchdog.close();
            }
        }
    }

    /// Another program may take the port between our look and PostgreSQL's bind.
    private Postmaster startOnFreePort() throws IOException {
        for (int i = 1; ; i++) {
            port = Port.free();
            try {
                return startOnce();
            } catch (PostgresStartException e) {
                var collision = String.valueOf(e.getMessage()).contains("Address already in use");
                if (!collision || i == PORT_TRIES) {
                    throw e;
                }
            }
        }
    }

    private Postmaster startOnce() throws IOException {
        new Leftovers(server.data()).clear();
        watch();
        var postmaster = Postmaster.spawn(server.launcher(), server.binaries(), server.data(), port, server.log());
        postmaster.awaitReady(server.settings().startTimeout(), () -> closing);
        pid = postmaster.pid();
        postmaster.onExit(() -> events.add(Event.EXITED));
        return postmaster;
    }

    private void watch() throws IOException {
        if (watchdog == null || !watchdog.alive()) {
            watchdog = server.launcher().watchdog(server.data());
        }
    }

    private void supervise(Postmaster first) throws IOException, InterruptedException {
        var postmaster = first;
        while (true) {
            switch (events.poll(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                case null -> {
                    server.log().bound();
                    watch();
                }
                case CLOSE -> {
                    postmaster.stop();
                    return;
                }
                case EXITED -> {
                    var next = closing ? null : restart(postmaster);
                    if (next == null) {
                        return;
                    }
                    postmaster = next;
                }
            }
        }
    }

    /// Tries until it succeeds, on the same port, so that connection pools find the server again by themselves. Null
    /// when
    /// closed meanwhile.
    private @Nullable Postmaster restart(Postmaster ended) throws InterruptedException {
        log.warn("PostgreSQL (process {}) ended unexpectedly ({}). Restarting it", ended.pid(), ended.exit());
        for (var backoff = FIRST_BACKOFF; ; backoff = longer(backoff)) {
            if (events.poll(backoff.toMillis(), TimeUnit.MILLISECONDS) == Event.CLOSE) {
                return null;
            }
            try {
                var begun = System.nanoTime();
                var postmaster = startOnce();
                restarts.incrementAndGet();
                var took = Duration.ofNanos(System.nanoTime() - begun).toMillis();
                log.info("PostgreSQL runs again (process {}, after {} ms)", postmaster.pid(), took);
                return postmaster;
            } catch (PostgresStartException | IOException e) {
                if (!closing) {
                    log.error(
                            "PostgreSQL could not be restarted; next try in {} ms",
                            longer(backoff).toMillis(),
                            e);
                }
            }
        }
    }

    private static Duration longer(Duration backoff) {
        var doubled = backoff.multipliedBy(2);
        return doubled.compareTo(LONGEST_BACKOFF) < 0 ? doubled : LONGEST_BACKOFF;
    }
}
