package dev.hubbub.server.timeline;

/// Where released events go. Called for one room by one thread at a time, in seq order and without gaps; it
/// must not block.
public interface Outlet {
    void deliver(EncodedEvents events);
}
