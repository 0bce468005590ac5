package dev.hubbub.client;

import java.net.URI;
import java.util.List;

/// Where a client may connect, taken in turn: whichever broke or refused is asked again after all others.
/// Confined to its client's loop.
final class Servers {
    private final List<URI> uris;
    private int current;
    private int inVain;

    Servers(List<URI> uris) {
        this.uris = List.copyOf(uris);
        if (uris.isEmpty()) {
            throw new IllegalArgumentException("a client needs the address of a server");
        }
    }

    URI current() {
        return uris.get(current);
    }

    void next() {
        current = (current + 1) % uris.size();
    }

    /// The current one will not do, however often it is asked. Goes to the next one.
    ///
    /// @return whether that can be said of all of them, one after the other
    boolean allInVain() {
        inVain++;
        next();
        return inVain >= uris.size();
    }

    /// The current one does.
    void found() {
        inVain = 0;
    }
}
