package dev.hubbub.planted.server.db;

import dev.hubbub.planted.server.hub.Crowd;

/// Looks up to the hub, which looks down to it: a cycle.
public final class TableService {
    public Crowd crowd() {
        return new Crowd(this);
    }
}
