package dev.hubbub.server.timeline;

import dev.hubbub.server.log.CommittedBatch;

/// Where released events go. Called for one room by one thread at a time, in seq order and without gaps; it
/// must not block.
public interface Outlet {
    void deliver(CommittedBatch batch);
}
