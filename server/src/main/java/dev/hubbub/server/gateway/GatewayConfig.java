package dev.hubbub.server.gateway;

import java.time.Duration;

/// What a connection may do.
///
/// @param messageBytes the longest text of a message, as UTF-8; told to clients
/// @param frameBytes the largest frame, or message of several frames, that is read; compressed or not
/// @param commandsPerSecond how fast the token bucket fills
/// @param burst how many commands may come at once
/// @param helloWithin how long a connection may stay unauthenticated
/// @param requestWithin how long the head of an HTTP request, and then its body, may take to come
/// @param idle silence after which a ping is sent, and again after which the connection is closed
/// @param slow how long a connection may take nothing at all before it is told to reconnect
/// @param replayLimit the most events that a cursor is answered with; beyond it the client gets a reset
/// @param connectionsPerUser on this node
/// @param connectionsPerAddress on this node; so many WebSockets, and as many others
/// @param unanswered commands in flight above which a connection is not read from
/// @param deflateLevel how hard to compress for clients that can inflate, from 1 to 9; 0 for not at all
public record GatewayConfig(
        int messageBytes,
        int frameBytes,
        int commandsPerSecond,
        int burst,
        Duration helloWithin,
        Duration requestWithin,
        Duration idle,
        Duration slow,
        int replayLimit,
        int connectionsPerUser,
        int connectionsPerAddress,
        int unanswered,
        int deflateLevel) {}
