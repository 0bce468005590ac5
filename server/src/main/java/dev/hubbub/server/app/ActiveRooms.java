package dev.hubbub.server.app;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.server.hub.Hub;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// How many rooms have somebody who is connected here. Asks the event loops, so it is for whoever asks now and then.
final class ActiveRooms {
    private static final long PATIENCE_MS = 1_000;

    private final Hub hub;
    private volatile int last;

    ActiveRooms(Hub hub) {
        this.hub = hub;
    }

    /// What it was the last time, if an event loop is too busy to tell. Blocks, for a second at most.
    int count() {
        CompletableFuture<Set<RoomId>> asked =
                hub.activeRooms().thenApply(shards -> shards.stream().collect(HashSet::new, Set::addAll, Set::addAll));
        try {
            last = asked.get(PATIENCE_MS, TimeUnit.MILLISECONDS).size();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException _) {
            return last;
        }
        return last;
    }
}
