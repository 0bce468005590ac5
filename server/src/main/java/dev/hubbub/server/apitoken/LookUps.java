package dev.hubbub.server.apitoken;

import dev.hubbub.protocol.UserId;
import dev.hubbub.server.command.Caller;
import dev.hubbub.server.command.Scope;
import dev.hubbub.server.db.ApiToken;
import dev.hubbub.server.db.ApiTokenTable;
import dev.hubbub.server.session.Standing;
import dev.hubbub.server.session.TokenHash;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// What the database says of API tokens, kept for a minute. Asking never blocks: what is not known is looked up
/// on a virtual thread, once however many ask, and few at a time. Safe for any thread.
final class LookUps implements AutoCloseable {
    /// Shorter than a node remembers what was revoked, or a token that was read just before could outlive its
    /// end.
    static final Duration KEPT = Duration.ofMinutes(1);

    static final int MOST_KEPT = 10_000;
    private static final int AT_ONCE = 16;
    private static final int TRIES = 3;

    /// A good token, as it was when it was looked up.
    record Known(ApiToken token, Caller caller) {}

    private record Entry(long sinceNanos, CompletableFuture<Optional<Known>> answer) {}

    private final ConcurrentHashMap<TokenHash, Entry> entries = new ConcurrentHashMap<>();
    private final Semaphore slots = new Semaphore(AT_ONCE);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("api-token-", 0).factory());
    private final ApiTokenTable table;
    private final Function<UserId, Optional<Standing>> users;
    private final Predicate<Caller> holds;
    private final LongSupplier nanos;

    /// @param users those that may sign in, as they are now
    /// @param holds whether a token that was good has neither expired nor been revoked
    LookUps(
            ApiTokenTable table,
            Function<UserId, Optional<Standing>> users,
            Predicate<Caller> holds,
            LongSupplier nanos) {
        this.table = table;
        this.users = users;
        this.holds = holds;
        this.nanos = nanos;
    }

    /// Done already if it was looked up lately. Fails with [Overloaded], or with what the database throws.
    CompletableFuture<Optional<Known>> of(TokenHash hash) {
        Entry entry = entries.get(hash);
        return entry != null && isGood(entry) ? entry.answer() : begin(hash);
    }

    private boolean isGood(Entry entry) {
        return nanos.getAsLong() - entry.sinceNanos() < KEPT.toNanos()
                && (entry.answer().state() != Future.State.SUCCESS || stillHolds(entry));
    }

    /// What began a new generation of its user's tokens covers this answer, but perhaps not the token.
    private boolean stillHolds(Entry entry) {
        return entry.answer()
                .resultNow()
                .filter(known -> holds.test(known.caller()))
                .isPresent();
    }

    private CompletableFuture<Optional<Known>> begin(TokenHash hash) {
        if (!slots.tryAcquire()) {
            return CompletableFuture.failedFuture(new Overloaded());
        }
        if (entries.size() >= MOST_KEPT) {
            entries.clear();
        }
        Entry entry = new Entry(nanos.getAsLong(), new CompletableFuture<>());
        entries.put(hash, entry);
        try {
            threads.execute(() -> run(hash, entry));
        } catch (RejectedExecutionException e) {
            slots.release();
            entry.answer().completeExceptionally(new Overloaded());
        }
        return entry.answer();
    }

    private void run(TokenHash hash, Entry entry) {
        try {
            Optional<Known> found = lookUp(hash);
            if (found.isEmpty()) {
                entries.remove(hash, entry);
            }
            slots.release();
            entry.answer().complete(found);
        } catch (RuntimeException e) {
            entries.remove(hash, entry);
            slots.release();
            entry.answer().completeExceptionally(e);
        }
    }

    private Optional<Known> lookUp(TokenHash hash) {
        Optional<Known> found = Optional.empty();
        // Again if a new generation of the user's tokens began meanwhile.
        for (int i = 0; i < TRIES; i++) {
            found = table.find(hash).flatMap(this::known);
            if (found.isEmpty() || holds.test(found.get().caller())) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Known> known(ApiToken token) {
        return users.apply(token.user()).map(owner -> new Known(token, caller(token, owner)));
    }

    private static Caller caller(ApiToken token, Standing owner) {
        Set<Scope> scopes = Scope.parse(token.scope());
        Instant end = token.expiresAt();
        return new Caller(
                owner.user(), token.id(), owner.role(), scopes, end == null ? Instant.MAX : end, owner.generation());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
