package dev.hubbub.server.status;

import java.time.Instant;

/// One server process, as it tells of itself.
///
/// @param connections WebSockets, those before their hello included
/// @param rooms that somebody who is connected there is in
/// @param messagesPerSecond that it stored, on average over the last minute
public record NodeStatus(
        String name, String version, Instant startedAt, int connections, int rooms, double messagesPerSecond) {}
