package dev.hubbub.cli.bench;

import java.util.Optional;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/// Finds the highest rate that a server sustains: it keeps up with it, refuses nothing, and the p99 stays under a
/// bound.
final class Search {
    private static final int HALVINGS = 3;
    private static final double MOST = 1e6;

    /// Puts a load of this rate on.
    interface Step {
        Measured at(double rate) throws InterruptedException;
    }

    private Search() {}

    /// Doubles until it is too much, then halves the difference a few times. Empty if even the first rate is too much.
    static Optional<Measured> highest(
            double first, double mostMillis, Function<Measured, Histogram> latencies, Step step)
            throws InterruptedException {
        Measured best = null;
        double rate = first;
        double tooMuch = MOST;
        for (int halvings = 0; halvings < HALVINGS; ) {
            System.err.printf("trying %,.0f messages/s%n", rate);
            Measured measured = step.at(rate);
            boolean good = measured.keptUp(latencies.apply(measured), mostMillis);
            System.err.printf(
                    "%,.0f messages/s: %s, p99 %s ms%n",
                    rate,
                    good ? "sustained" : "too much",
                    Report.number(Measured.millis(latencies.apply(measured), 99)));
            if (good) {
                best = measured;
            } else {
                tooMuch = rate;
            }
            if (tooMuch < MOST) {
                halvings++;
            }
            double low = best == null ? 0 : best.rate();
            rate = tooMuch < MOST ? (low + tooMuch) / 2 : rate * 2;
        }
        return Optional.ofNullable(best);
    }
}
