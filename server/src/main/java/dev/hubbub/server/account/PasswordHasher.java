package dev.hubbub.server.account;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// bcrypt, on platform threads and a queue with an end: it costs a third of a second of CPU each time, and on virtual
/// threads a hundred sign-ins would starve everything else. There is a thread less than there are cores, or those who
/// chat would wait for a core until one is done. Callers wait here; safe for any thread.
public final class PasswordHasher implements AutoCloseable {
    /// bcrypt ignores whatever is longer, so longer ones are refused.
    public static final int MOST_BYTES = 72;

    static final int QUEUE_PER_THREAD = 16;
    private static final String VERSION = "$2a";
    private static final int HASH_BODY = 53;

    /// Whether a password is the one behind a hash.
    public enum Verdict {
        MATCH,
        MISMATCH,
        /// Nobody looked: the queue is full. Ask again after [#retryAfterMs].
        BUSY
    }

    private final int cost;
    private final ThreadPoolExecutor threads;
    private final LongAdder refused = new LongAdder();

    public PasswordHasher(int cost) {
        this(cost, threadsFor(Runtime.getRuntime().availableProcessors()));
    }

    PasswordHasher(int cost, int threadCount) {
        this.cost = cost;
        threads = new ThreadPoolExecutor(
                threadCount,
                threadCount,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(threadCount * QUEUE_PER_THREAD),
                Thread.ofPlatform().name("bcrypt-", 0).daemon().factory());
    }

    static int threadsFor(int cores) {
        return Math.max(1, cores - 1);
    }

    public static boolean takes(String password) {
        return bytes(password).length <= MOST_BYTES;
    }

    /// Empty when the queue is full.
    ///
    /// @throws IllegalArgumentException if [#takes] says no
    public Optional<String> hash(String password) {
        if (!takes(password)) {
            throw new IllegalArgumentException("longer than " + MOST_BYTES + " bytes");
        }
        return run(() -> new String(BCrypt.withDefaults().hash(cost, bytes(password)), StandardCharsets.US_ASCII));
    }

    /// Takes the work of a hash of the cost that is set now, also for a cheaper one of old, or a wrong password
    /// would be refused sooner than an unknown user. Not for a dearer one.
    public Verdict verify(String password, String hash) {
        byte[] given = takes(password) ? bytes(password) : new byte[1];
        return run(() -> {
                    BCrypt.Result result = BCrypt.verifyer().verify(given, hash.getBytes(StandardCharsets.US_ASCII));
                    for (int next : costsLeft(result)) {
                        BCrypt.verifyer().verify(given, nobodysHash(next).getBytes(StandardCharsets.US_ASCII));
                    }
                    return result.verified;
                })
                .map(verified -> verified ? Verdict.MATCH : Verdict.MISMATCH)
                .orElse(Verdict.BUSY);
    }

    /// Each step doubles the work: a hash of cost 10 and then one of each from 10 to 11 are as much as one of 12.
    /// Whoever knows the password need not wait for it.
    int[] costsLeft(BCrypt.Result result) {
        boolean done = result.verified || !result.validFormat;
        return done ? new int[0] : IntStream.range(result.details.cost, cost).toArray();
    }

    /// As much work as [#verify], without a hash to compare with: how long an answer takes must not tell who
    /// exists.
    public Verdict verifyNothing(String password) {
        return verify(password, nobodysHash()) == Verdict.BUSY ? Verdict.BUSY : Verdict.MISMATCH;
    }

    /// Whether a hash was made when the cost was set otherwise.
    boolean isOfAnotherCost(String hash) {
        return !hash.startsWith("$%02d$".formatted(cost), VERSION.length());
    }

    /// A hash that no password has. It must be well-formed and of the usual cost, or the answer comes at once.
    String nobodysHash() {
        return nobodysHash(cost);
    }

    private static String nobodysHash(int cost) {
        return VERSION + "$%02d$".formatted(cost) + ".".repeat(HASH_BODY);
    }

    /// About how long the queue is now.
    public long retryAfterMs() {
        return 1_000 + 300L * threads.getQueue().size() / threads.getCorePoolSize();
    }

    /// Whether the queue is full now, and whoever asks need not come: he counts as refused.
    boolean turnsAway() {
        boolean full = threads.getQueue().remainingCapacity() == 0;
        if (full) {
            refused.increment();
        }
        return full;
    }

    /// How many wait for a thread now.
    public int waiting() {
        return threads.getQueue().size();
    }

    /// How many found the queue full, since the start.
    public long refused() {
        return refused.sum();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /// Of one spelling, since keyboards differ in how they write the same accents.
    private static byte[] bytes(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8);
    }

    /// Waits for what `work` gives; empty when the queue is full.
    <T> Optional<T> run(Callable<T> work) {
        @Nullable Future<T> submitted = submit(work);
        if (submitted == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(submitted.get());
        } catch (InterruptedException e) {
            submitted.cancel(true);
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("bcrypt failed", e.getCause());
        }
    }

    private <T> @Nullable Future<T> submit(Callable<T> work) {
        try {
            return threads.submit(work);
        } catch (RejectedExecutionException e) {
            refused.increment();
            return null;
        }
    }
}
