package dev.hubbub.server.limit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.bucket4j.Bucket;
import org.jspecify.annotations.Nullable;

/// Counted with the other nodes, a little later: nobody waits for them. What is taken is taken from a bucket of this
/// node's at once, which is an estimate of the one that all share; each time that a portion was taken, it is settled
/// with the [Tally], whose answer puts the estimate right. If nodes together let somebody take more than there was,
/// he is in debt, and waits until it is paid: over time he gets what one node would have given him.
///
/// While the tally does not answer, the estimate is a local limit like any other. Its monitor is not held while
/// the tally is asked.
final class SharedAllotment implements Allotment {
    /// Of the burst; what each node may be wrong by. Whoever takes less, and that is most, costs the tally nothing.
    private static final int PORTIONS = 16;

    private final Tally tally;
    private final String key;
    private final Rate rate;
    private final int portion;

    @GuardedBy("this")
    private final Bucket estimate;

    /// Since the last settlement began.
    @GuardedBy("this")
    private long unsettled;

    @GuardedBy("this")
    private boolean settling;

    @GuardedBy("this")
    private boolean gone;

    SharedAllotment(Tally tally, String key, Rate rate) {
        this.tally = tally;
        this.key = key;
        this.rate = rate;
        portion = Math.max(1, rate.burst() / PORTIONS);
        estimate = Buckets.full(rate);
    }

    @Override
    public long take() {
        long due;
        synchronized (this) {
            if (gone) {
                return GONE;
            }
            long waitMs = Buckets.take(estimate);
            if (waitMs > 0) {
                return waitMs;
            }
            // What was refilled since counts no longer: the others have seen it refilled too.
            unsettled = Math.min(unsettled + 1, Math.max(1, rate.burst() - estimate.getAvailableTokens()));
            due = due();
        }
        settle(due);
        return 0;
    }

    /// What is to be settled now, if it is a portion and none is under way; else 0.
    @GuardedBy("this")
    private long due() {
        if (settling || unsettled < portion) {
            return 0;
        }
        long due = unsettled;
        unsettled = 0;
        settling = true;
        return due;
    }

    private void settle(long due) {
        if (due > 0) {
            var _ = tally.settle(key, rate, due).whenComplete((left, failure) -> settled(left));
        }
    }

    /// What was taken meanwhile is settled at once: after a burst nothing more can be taken that would do it, and the
    /// other nodes would never hear of it.
    ///
    /// @param left null if nobody answered: then this node has counted it, and that must do
    private void settled(@Nullable Long left) {
        long due;
        synchronized (this) {
            settling = false;
            if (left == null) {
                return;
            }
            long tooMany = estimate.getAvailableTokens() - (left - unsettled);
            if (tooMany > 0) {
                estimate.consumeIgnoringRateLimits(tooMany);
            } else if (tooMany < 0) {
                estimate.addTokens(-tooMany);
            }
            due = due();
        }
        settle(due);
    }

    @Override
    public synchronized boolean leave(boolean anyhow) {
        gone |= anyhow || (!settling && estimate.getAvailableTokens() >= rate.burst());
        return gone;
    }
}
