package dev.hubbub.client;

import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.Ref;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Gives a connection a fresh token before the one that it has ends, so that it need not be opened anew. Confined to
/// its client's loop. When it fails the server closes at the token's end, and the usual reconnect follows.
final class Renewal {
    /// Early enough for a few attempts before the end.
    private static final double AFTER = 0.75;
    private static final long LEAST_MS = 1_000;

    private final Loop loop;
    private final Supplier<String> tokens;
    private final Consumer<Command.Renew> send;
    private Loop.@Nullable Timer timer;
    private @Nullable Ref asked;
    private long run;

    Renewal(Loop loop, Supplier<String> tokens, Consumer<Command.Renew> send) {
        this.loop = loop;
        this.tokens = tokens;
        this.send = send;
    }

    /// A connection, or a renewed one, may stay so long; null for ever.
    void stays(@Nullable Long expiresInMs) {
        stop();
        if (expiresInMs != null) {
            timer = loop.schedule(Math.max(LEAST_MS, (long) (expiresInMs * AFTER)), this::renew);
        }
    }

    private void renew() {
        long mine = run;
        loop.offload(tokens::get, (token, _) -> {
            if (mine == run && token != null) {
                Ref ref = Ref.next();
                asked = ref;
                send.accept(new Command.Renew(ref, token));
            }
        });
    }

    /// Whether this answers a renewal.
    boolean asked(@Nullable Ref ref) {
        return ref != null && ref.equals(asked);
    }

    void stop() {
        run++;
        asked = null;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
