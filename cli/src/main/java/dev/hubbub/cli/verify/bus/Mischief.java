package dev.hubbub.cli.verify.bus;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;

/// Decides what becomes of each message, by chance from a seed. Its counts are for anybody.
public final class Mischief {
    private static final int KINDS = 4;
    private static final int MOST_LATE_MS = 1_500;
    private static final int MOST_APART_MS = 400;

    /// What becomes of one message.
    sealed interface Fate {
        record Passes() implements Fate {}

        record Lost() implements Fate {}

        /// Comes at once, and once more after so long.
        record Repeated(long afterMs) implements Fate {}

        /// Others pass it by meanwhile.
        record Delayed(long ms) implements Fate {}

        /// Changes places with the next one.
        record Overtaken() implements Fate {}
    }

    /// How many messages met what.
    public record Counts(long passed, long lost, long repeated, long delayed, long overtaken) {
        public long all() {
            return passed + lost + repeated + delayed + overtaken;
        }

        public Counts plus(Counts more) {
            return new Counts(
                    passed + more.passed,
                    lost + more.lost,
                    repeated + more.repeated,
                    delayed + more.delayed,
                    overtaken + more.overtaken);
        }
    }

    private final SplittableRandom seeds;
    private final int percent;
    private final LongAdder passed = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final LongAdder delayed = new LongAdder();
    private final LongAdder overtaken = new LongAdder();

    /// @param percent of the messages meet with something: each kind of it is as likely as the others
    public Mischief(long seed, int percent) {
        seeds = new SplittableRandom(seed);
        this.percent = percent;
    }

    public static Mischief none() {
        return new Mischief(0, 0);
    }

    /// For one direction of one connection; confined to it.
    synchronized Dice dice() {
        return new Dice(seeds.split());
    }

    public Counts counts() {
        return new Counts(passed.sum(), lost.sum(), repeated.sum(), delayed.sum(), overtaken.sum());
    }

    /// Fates, one after the other.
    final class Dice {
        private final SplittableRandom random;

        private Dice(SplittableRandom random) {
            this.random = random;
        }

        Fate next() {
            if (random.nextInt(100) >= percent) {
                passed.increment();
                return new Fate.Passes();
            }
            return switch (random.nextInt(KINDS)) {
                case 0 -> {
                    lost.increment();
                    yield new Fate.Lost();
                }
                case 1 -> {
                    repeated.increment();
                    yield new Fate.Repeated(random.nextInt(MOST_APART_MS));
                }
                case 2 -> {
                    delayed.increment();
                    yield new Fate.Delayed(1 + random.nextInt(MOST_LATE_MS));
                }
                default -> {
                    overtaken.increment();
                    yield new Fate.Overtaken();
                }
            };
        }
    }
}
