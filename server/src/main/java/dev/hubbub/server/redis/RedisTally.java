package dev.hubbub.server.redis;

import dev.hubbub.server.limit.Rate;
import dev.hubbub.server.limit.Tally;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Limits that all nodes share: Bucket4j's buckets, kept in Redis until they are full again. Safe for any thread.
/// Its own thread speaks with Redis, so that an event loop only leaves a note; what does not fit into the queue
/// fails, and so does everything for a moment after Redis did not answer.
///
/// Bucket4j reads the nodes' clocks, not Redis's: one that runs ahead refills early by as much, once.
public final class RedisTally implements Tally, AutoCloseable {
    static final String KEY = "hubbub:limit:";

    private static final int QUEUE = 10_000;
    private static final int UNANSWERED = 256;
    private static final Duration FORGET_LATER = Duration.ofSeconds(10);
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    /// One for all: a flood of requests would make many, with a stack trace each.
    private static final CompletionStage<Long> NOT_ASKED =
            CompletableFuture.failedStage(new RedisException("not asked just now"));

    private final Line<byte[]> line;
    private final BlockingQueue<Note> notes = new ArrayBlockingQueue<>(QUEUE);
    private final Semaphore unanswered = new Semaphore(UNANSWERED);
    private final Thread thread;
    private volatile long pausedAt = System.nanoTime() - PAUSE_NANOS;
    /// Of the thread.
    private @Nullable AsyncProxyManager<String> buckets;

    private record Note(String key, Rate rate, long tokens, CompletableFuture<Long> left) {}

    public RedisTally(Redis redis) {
        line = redis.limits();
        thread = Thread.ofVirtual().name("shared-limits").start(this::run);
    }

    @Override
    public CompletionStage<Long> settle(String key, Rate rate, long tokens) {
        var left = new CompletableFuture<Long>();
        boolean paused = System.nanoTime() - pausedAt < PAUSE_NANOS;
        return !paused && notes.offer(new Note(key, rate, tokens, left)) ? left : NOT_ASKED;
    }

    private void run() {
        try {
            while (true) {
                Note note = notes.take();
                unanswered.acquire();
                var _ = ask(note).whenComplete((left, failure) -> {
                    unanswered.release();
                    if (failure == null) {
                        line.answered();
                        note.left().complete(left);
                    } else {
                        pausedAt = System.nanoTime();
                        line.missed(failure);
                        note.left().completeExceptionally(failure);
                    }
                });
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    private CompletableFuture<Long> ask(Note note) {
        try {
            return connected()
                    .builder()
                    .build(key(note), () -> CompletableFuture.completedFuture(configuration(note.rate())))
                    .asVerbose()
                    .consumeIgnoringRateLimits(note.tokens())
                    .thenApply(result -> result.getState().getAvailableTokens());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private AsyncProxyManager<String> connected() {
        AsyncProxyManager<String> known = buckets;
        if (known == null) {
            known = Bucket4jLettuce.casBasedBuilder(line.connected())
                    .expirationAfterWrite(
                            ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(FORGET_LATER))
                    .build()
                    .asAsync();
            buckets = known;
        }
        return known;
    }

    /// A bucket keeps the rate that it was made with, so another rate is another bucket.
    private static String key(Note note) {
        Rate rate = note.rate();
        return KEY
                + "%d/%d/%d:%s"
                        .formatted(rate.burst(), rate.count(), rate.period().toMillis(), note.key());
    }

    private static BucketConfiguration configuration(Rate rate) {
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.count(), rate.period()))
                .build();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
