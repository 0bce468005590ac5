package dev.hubbub.planted.server.hub;

import dev.hubbub.planted.server.db.TableService;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

/// Asks the database, and waits for it.
public record Crowd(TableService table) {
    public boolean members(CompletableFuture<Connection> database) throws SQLException {
        return database.join().isValid(1);
    }
}
