package dev.hubbub.cli.verify;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Brings the faults about at their times. Each list of faults has a thread of its own; the counts are for
/// anybody.
final class Chaos {
    private final Target target;
    private final List<Actor> actors;
    private final ConcurrentHashMap<Fault.Kind, Long> counts = new ConcurrentHashMap<>();
    private volatile @Nullable String failure;

    Chaos(Target target, List<Actor> actors) {
        this.target = target;
        this.actors = actors;
    }

    Thread start(List<Fault> faults, long startNanos) {
        return Thread.ofPlatform().name("chaos").daemon().start(() -> run(faults, startNanos));
    }

    private void run(List<Fault> faults, long startNanos) {
        try {
            for (Fault fault : faults) {
                long wait = fault.atMs() - (System.nanoTime() - startNanos) / 1_000_000;
                if (wait > 0) {
                    Thread.sleep(wait);
                }
                happen(fault);
                counts.merge(fault.kind(), 1L, Long::sum);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            failure = e.getMessage();
        }
    }

    private void happen(Fault fault) throws IOException, InterruptedException {
        if (!fault.kind().isNetwork()) {
            target.suffer(fault);
            return;
        }
        var proxy = actors.get(fault.victim()).proxy();
        switch (fault.kind()) {
            case CUT -> proxy.cut();
            case CUT_ALL -> actors.forEach(actor -> actor.proxy().cut());
            case TEAR -> proxy.tear();
            case DELAY -> proxy.delay(fault.ms());
            case STALL -> proxy.stallReader();
            case SILENCE -> proxy.silence();
            case CALM -> proxy.calm();
            case KILL_SERVER, STOP_SERVER, KILL_POSTMASTER, KILL_BACKEND, KILL_BOTH, KILL_NATS, CUT_BUS, HANG_BUS ->
                throw new IllegalArgumentException(fault + " is no network's");
        }
    }

    long count(Fault.Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /// Why the server could not be brought back; null if it could.
    @Nullable
    String failure() {
        return failure;
    }
}
