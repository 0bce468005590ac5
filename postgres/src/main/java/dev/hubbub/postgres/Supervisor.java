package dev.hubbub.postgres;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
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
    record Server(
            Binaries binaries,
            DataFolder folder,
            Launcher launcher,
            ServerLog log,
            PostgresSettings settings,
            IntSupplier ports) {
        Path data() {
            return folder.data();
        }
    }

    private final Server server;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> started = new CompletableFuture<>();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("postgres-supervisor").unstarted(this::run);

    private @Nullable Postmaster postmaster;
    private @Nullable Watchdog watchdog;
    private volatile long pid;
    private volatile int port;
    private final AtomicInteger restarts = new AtomicInteger();
    private volatile boolean closing;

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

    String password() {
        return started.join();
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
            var password = server.folder().prepare(server.binaries(), server.launcher(), server.settings());
            startOnFreePort();
            started.complete(password);
            supervise();
        } catch (Throwable e) {
            if (!started.completeExceptionally(e)) {
                log.error("The supervisor of PostgreSQL in {} failed, and PostgreSQL ends with it", server.data(), e);
            }
        } finally {
            end();
        }
    }

    private void end() {
        try {
            if (postmaster != null) {
                postmaster.stop();
                // Of one that was killed: nothing may work on the data once we let go of the folder.
                Leftovers.in(server.data()).endOrphans();
            }
        } catch (PostgresStartException e) {
            log.error("PostgreSQL in {} has ended, but not all of it: {}", server.data(), e.getMessage());
        } finally {
            if (watchdog != null) {
                watchdog.close();
            }
        }
    }

    /// Another program may take the port between our look and PostgreSQL's bind.
    private void startOnFreePort() throws IOException {
        for (int i = 1; ; i++) {
            port = server.ports().getAsInt();
            try {
                startOnce();
                return;
            } catch (PostgresStartException e) {
                var collision = String.valueOf(e.getMessage()).contains("Address already in use");
                if (!collision || i == PORT_TRIES) {
                    throw e;
                }
            }
        }
    }

    private void startOnce() throws IOException {
        Leftovers.in(server.data()).clear();
        watch();
        var next = Postmaster.spawn(server.launcher(), server.binaries(), server.folder(), port, server.log());
        postmaster = next;
        next.awaitReady(server.settings().startTimeout(), () -> closing);
        pid = next.pid();
        next.onExit(() -> events.add(Event.EXITED));
    }

    private void watch() throws IOException {
        if (watchdog == null || !watchdog.alive()) {
            watchdog = server.launcher().watchdog(server.data());
        }
    }

    private void supervise() throws InterruptedException {
        while (!closing) {
            switch (events.poll(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                case null -> tidy();
                case EXITED -> restart();
                case CLOSE -> {
                    return;
                }
            }
        }
    }

    private void tidy() {
        try {
            server.log().bound();
            watch();
        } catch (IOException | UncheckedIOException e) {
            // A full disk is no reason to end the database.
            log.warn("The log of PostgreSQL in {} could not be bounded: {}", server.data(), e.toString());
        }
    }

    /// Tries until it succeeds or is told to close, on the same port, so that connection pools find the server again by
    /// themselves.
    private void restart() throws InterruptedException {
        var ended = requireNonNull(postmaster).exit();
        log.warn("PostgreSQL (process {}) ended unexpectedly ({}): restarting it", pid, ended);
        for (var backoff = FIRST_BACKOFF; !closing; backoff = longer(backoff)) {
            // Only a close can come now: nothing runs that could exit.
            if (events.poll(backoff.toMillis(), TimeUnit.MILLISECONDS) != null) {
                return;
            }
            try {
                startOnce();
                restarts.incrementAndGet();
                log.info("PostgreSQL runs again (process {})", pid);
                return;
            } catch (PostgresStartException | IOException | UncheckedIOException e) {
                var next = longer(backoff).toMillis();
                log.error("PostgreSQL could not be restarted, next try in {} ms: {}", next, e.getMessage());
            }
        }
    }

    private static Duration longer(Duration backoff) {
        var doubled = backoff.multipliedBy(2);
        return doubled.compareTo(LONGEST_BACKOFF) < 0 ? doubled : LONGEST_BACKOFF;
    }
}
