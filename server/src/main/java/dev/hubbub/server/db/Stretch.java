package dev.hubbub.server.db;

import dev.hubbub.protocol.RoomId;

/// Consecutive events of one room's log, both ends included; never empty.
public record Stretch(RoomId room, long first, long last) {
    public Stretch {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException("no stretch of a log");
        }
    }
}
