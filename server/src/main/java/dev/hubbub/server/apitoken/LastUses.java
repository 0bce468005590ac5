package dev.hubbub.server.apitoken;

import dev.hubbub.server.db.ApiToken;
import dev.hubbub.server.db.ApiTokenTable;
import dev.hubbub.server.session.Device;
import dev.hubbub.server.session.SessionId;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// When and from where tokens were used last, written now and then: a row for each request would cost more than
/// the request. Noting never blocks, from any thread; a thread of its own writes.
final class LastUses implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LastUses.class);
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_REMEMBERED = 10_000;

    private final ConcurrentHashMap<SessionId, ApiTokenTable.Use> unwritten = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<SessionId, String> addresses = new ConcurrentHashMap<>();
    private final ApiTokenTable table;
    private final Consumer<ApiTokenEvent> audit;
    private final InstantSource clock;
    private final Thread thread;
    private volatile boolean closing;

    LastUses(ApiTokenTable table, Consumer<ApiTokenEvent> audit, InstantSource clock) {
        this.table = table;
        this.audit = audit;
        this.clock = clock;
        thread = Thread.ofVirtual().name("api-token-uses").start(this::run);
    }

    void note(ApiToken token, @Nullable InetAddress from) {
        String address = new Device("", from).addressText();
        unwritten.put(token.id(), new ApiTokenTable.Use(clock.instant(), address));
        if (addresses.size() >= MOST_REMEMBERED) {
            addresses.clear();
        }
        String before = addresses.put(token.id(), address);
        if (!address.equals(before == null ? token.usedFrom() : before)) {
            audit.accept(new ApiTokenEvent.UsedFrom(token.user(), token.id(), token.name(), from));
        }
    }

    private void run() {
        while (!closing) {
            LockSupport.parkNanos(EVERY.toNanos());
            write();
        }
    }

    void write() {
        for (SessionId token : unwritten.keySet()) {
            ApiTokenTable.Use use = unwritten.remove(token);
            try {
                if (use != null) {
                    table.used(token, use);
                }
            } catch (RuntimeException e) {
                LOG.warn("When an API token was used last stays unwritten: {}", e.getMessage());
                return;
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            // What it has taken to write must be written before the database is closed.
            boolean _ = thread.join(PATIENCE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        write();
    }
}
