package dev.hubbub.server.log;

import dev.hubbub.protocol.ErrorCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// What the committers tell of their work: once for each batch, so that it costs a post next to nothing. Safe for
/// any thread.
public final class CommitMeter {
    /// What became of a post.
    private enum Outcome {
        COMMITTED,
        /// Stored before; its sender got the first answer again.
        REPEATED,
        REFUSED,
        OVERLOADED,
        UNAVAILABLE,
        UNCONFIRMED;

        static Outcome of(AppendResult result) {
            return switch (result) {
                case AppendResult.Committed _ -> COMMITTED;
                case AppendResult.AlreadyCommitted _, AppendResult.Unchanged _ -> REPEATED;
                case AppendResult.Refused _ -> REFUSED;
                case AppendResult.Busy busy -> busy.code() == ErrorCode.OVERLOADED ? OVERLOADED : UNAVAILABLE;
                case AppendResult.Unconfirmed _ -> UNCONFIRMED;
            };
        }
    }

    private final Map<Outcome, Counter> posts = new EnumMap<>(Outcome.class);
    private final DistributionSummary size;
    private final Timer time;
    private final RecentRate rate = new RecentRate(System::nanoTime);

    public CommitMeter(MeterRegistry registry) {
        for (Outcome outcome : Outcome.values()) {
            Counter counter = Counter.builder("hubbub.posts")
                    .description("Messages that were posted, by what became of them")
                    .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                    .register(registry);
            posts.put(outcome, counter);
        }
        size = DistributionSummary.builder("hubbub.commit.batch")
                .description("Drafts that were committed together")
                .serviceLevelObjectives(1, 3, 10, 30, 100, 300, 1_000)
                .register(registry);
        time = Timer.builder("hubbub.commit")
                .description("How long the transaction of a batch took")
                .register(registry);
    }

    /// How many messages were stored in each second of the last minute, on average.
    public double postsPerSecond() {
        return rate.perSecond();
    }

    /// A batch stands in the database.
    void committed(int drafts, long nanos) {
        size.record(drafts);
        time.record(nanos, TimeUnit.NANOSECONDS);
    }

    /// @param results one for each draft, in the same order
    void answered(List<Waiting> drafts, List<AppendResult> results) {
        Outcome same = Outcome.COMMITTED;
        int run = 0;
        for (int i = 0; i < drafts.size(); i++) {
            if (drafts.get(i).draft() instanceof Draft.Post) {
                Outcome outcome = Outcome.of(results.get(i));
                if (outcome != same) {
                    count(same, run);
                    same = outcome;
                    run = 0;
                }
                run++;
            }
        }
        count(same, run);
    }

    private void count(Outcome outcome, int times) {
        if (times > 0) {
            Objects.requireNonNull(posts.get(outcome)).increment(times);
            if (outcome == Outcome.COMMITTED) {
                rate.add(times);
            }
        }
    }
}
