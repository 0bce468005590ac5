package dev.hubbub.benchmarks;

import dev.hubbub.protocol.UserId;
import dev.hubbub.server.limit.Allowance;
import dev.hubbub.server.limit.Rate;
import dev.hubbub.server.limit.RateLimit;
import dev.hubbub.server.limit.RateLimits;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// What counting a command costs that is let through: for its connection, for its user on this node, and for its user
/// on all nodes, with a tally that answers at once. A thousand users, or one.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LimitBenchmark {
    private static final int PLENTY = 100_000_000;
    private static final Rate RATE = Rate.perSecond(PLENTY, PLENTY);
    private static final UserId ANA = new UserId(792_345_678_901_234_567L);
    private static final int USERS = 1_000;

    private final RateLimit<UserId> local = RateLimits.onThisNode().of("commands", RATE);
    private final RateLimit<UserId> shared = RateLimits.sharedBy(
                    (_, rate, _) -> CompletableFuture.completedFuture((long) rate.burst()))
            .of("commands", RATE);
    private final UserId[] users = new UserId[USERS];

    public LimitBenchmark() {
        for (int i = 0; i < USERS; i++) {
            users[i] = new UserId(ANA.value() + i);
        }
    }

    @State(Scope.Thread)
    public static class OneConnection {
        private final Allowance own = new Allowance(RATE, System.nanoTime());
    }

    @Benchmark
    public long connection(OneConnection one) {
        return one.own.take(System.nanoTime());
    }

    @Benchmark
    public long oneUser() {
        return local.take(ANA);
    }

    @Benchmark
    public long users() {
        return local.take(users[ThreadLocalRandom.current().nextInt(USERS)]);
    }

    @Benchmark
    public long usersOfAllNodes() {
        return shared.take(users[ThreadLocalRandom.current().nextInt(USERS)]);
    }
}
