package dev.hubbub.planted.protocol;

import dev.hubbub.planted.server.db.TableService;

/// The lowest module knows the server; its package has no package-info.
public final class Wire {
    public TableService table() {
        return new TableService();
    }
}
