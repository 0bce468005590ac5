package dev.hubbub.cli.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// All clients of a run, on their loops.
final class Fleet implements AutoCloseable {
    private static final long STEP_NANOS = 2_000_000;
    private static final int AT_ONCE = 200;
    private static final long PATIENCE_NANOS = 120_000_000_000L;

    private final List<Loop> loops = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private final Heads heads = new Heads();
    private final Target target;

    Fleet(Target target, int threads) throws IOException {
        this.target = target;
        for (int i = 0; i < threads; i++) {
            loops.add(Loop.start("bench-loop-" + i, heads, target.textBytes()));
        }
    }

    List<Loop> loops() {
        return loops;
    }

    List<Client> clients() {
        return clients;
    }

    Heads heads() {
        return heads;
    }

    Target target() {
        return target;
    }

    /// Where a client connects, and the number of the loop that reads for it.
    record Place(Target target, int loop) {}

    /// Adds a client for each, connected and greeted, a bounded number at a time.
    List<Client> connect(List<Identity> identities) {
        return connect(identities, _ -> new Place(target, clients.size() % loops.size()));
    }

    List<Client> connect(List<Identity> identities, Function<Identity, Place> places) {
        List<Client> added = new ArrayList<>();
        for (Identity identity : identities) {
            Place place = places.apply(identity);
            Client client = new Client(loops.get(place.loop()), place.target(), identity);
            clients.add(client);
            added.add(client);
            client.loop().execute(client::connect);
            long open = total(tally -> tally.opened.get());
            int wanted = clients.size() - AT_ONCE;
            if (open < wanted) {
                awaitOpen(wanted);
            }
        }
        awaitOpen(clients.size());
        return added;
    }

    private void awaitOpen(long wanted) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        String why = "";
        while (total(tally -> tally.opened.get()) < wanted) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("of %d clients %d got in; the last failure: %s"
                        .formatted(wanted, total(tally -> tally.opened.get()), why));
            }
            LockSupport.parkNanos(STEP_NANOS);
            for (Client client : turnedAway()) {
                why = client.whyTurnedAway();
                client.loop().execute(client::connect);
            }
        }
    }

    /// Those who failed to connect since the last time.
    List<Client> turnedAway() {
        List<Client> failed = new ArrayList<>();
        for (Loop loop : loops) {
            for (Client client = loop.turnedAway.poll(); client != null; client = loop.turnedAway.poll()) {
                failed.add(client);
            }
        }
        return failed;
    }

    long total(ToLongFunction<Tally> count) {
        return loops.stream().mapToLong(loop -> count.applyAsLong(loop.tally)).sum();
    }

    Map<String, Long> refusals() {
        return sum(tally -> tally.refusals);
    }

    Map<String, Long> closings() {
        return sum(tally -> tally.closings);
    }

    private Map<String, Long> sum(Function<Tally, Map<String, AtomicLong>> counts) {
        Map<String, Long> sums = new TreeMap<>();
        loops.forEach(
                loop -> counts.apply(loop.tally).forEach((name, count) -> sums.merge(name, count.get(), Long::sum)));
        return sums;
    }

    void window(Window window) {
        loops.forEach(loop -> loop.tally.window(window));
    }

    /// Acknowledged events that some client has not seen yet, over all clients.
    long missing() {
        return loops.stream()
                .mapToLong(loop -> loop.ask(() -> clients.stream()
                        .filter(client -> client.loop() == loop)
                        .mapToLong(this::missing)
                        .sum()))
                .sum();
    }

    private long missing(Client client) {
        long missing = 0;
        List<Long> rooms = client.identity().rooms();
        for (int i = 0; i < rooms.size(); i++) {
            missing += Math.max(0, heads.of(rooms.get(i)) - client.seq(i));
        }
        return missing;
    }

    /// Waits until so many commands were answered and everyone has seen what was acknowledged, or for so long.
    ///
    /// @return deliveries that are missing still
    long settle(long answers, long patienceNanos) {
        long deadline = System.nanoTime() + patienceNanos;
        while (answered() < answers && System.nanoTime() < deadline) {
            LockSupport.parkNanos(STEP_NANOS);
        }
        long missing = missing();
        while (missing > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(STEP_NANOS * 10);
            missing = missing();
        }
        return missing;
    }

    /// Commands that got an ack or an error.
    long answered() {
        return total(tally -> tally.acked.get()) + refused();
    }

    long refused() {
        return refusals().values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void close() {
        for (Loop loop : loops) {
            loop.close();
        }
    }
}
