package dev.hubbub.cli.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;

/// Clients that were cut off connect again as the client library does: after a random wait, and after a longer
/// one when that failed. Confined to the scenario's thread.
final class Comeback {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(120);
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(5);
    /// What the client library waits at most before its first and second attempt to come back.
    private static final long FIRST_BACKOFF = TimeUnit.MILLISECONDS.toNanos(500);

    private static final long NEXT_BACKOFF = TimeUnit.MILLISECONDS.toNanos(1_000);

    private final Fleet fleet;
    private final Predicate<Client> caughtUp;

    private record Attempt(long time, Client client) {}

    /// @param caughtUp asked on the client's loop, of one that is connected
    Comeback(Fleet fleet, Predicate<Client> caughtUp) {
        this.fleet = fleet;
        this.caughtUp = caughtUp;
    }

    /// @param cut when they were cut off
    /// @param back gets how long each took
    /// @return how many never made it
    long of(List<Client> everyone, long cut, Histogram back) {
        PriorityQueue<Attempt> attempts = new PriorityQueue<>(Comparator.comparingLong(Attempt::time));
        everyone.forEach(client -> attempts.add(new Attempt(cut + random(FIRST_BACKOFF), client)));
        Set<Client> away = new LinkedHashSet<>(everyone);
        long lastLine = 0;
        while (!away.isEmpty() && System.nanoTime() - cut < PATIENCE) {
            long now = System.nanoTime();
            fleet.turnedAway().forEach(client -> attempts.add(new Attempt(now + random(NEXT_BACKOFF), client)));
            for (Attempt next = attempts.peek(); next != null && next.time() <= now; next = attempts.peek()) {
                attempts.remove();
                next.client().loop().execute(next.client()::connect);
            }
            List<Client> there = there(away);
            there.forEach(_ -> back.recordValue(System.nanoTime() - cut));
            there.forEach(away::remove);
            long second = (now - cut) / 1_000_000_000L;
            if (second > lastLine) {
                lastLine = second;
                System.err.printf(
                        "%3d s  %,d of %,d are back%n", second, everyone.size() - away.size(), everyone.size());
            }
            LockSupport.parkNanos(STEP);
        }
        return away.size();
    }

    private List<Client> there(Set<Client> away) {
        List<Client> there = new ArrayList<>();
        fleet.loops()
                .forEach(loop -> there.addAll(loop.ask(() -> away.stream()
                        .filter(client -> client.loop() == loop && client.isOpen() && caughtUp.test(client))
                        .toList())));
        return there;
    }

    private static long random(long most) {
        return ThreadLocalRandom.current().nextLong(most);
    }
}
