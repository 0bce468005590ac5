package dev.hubbub.cli.verify;

import java.time.Duration;

/// What a verification is to do.
///
/// @param nodes how many servers there are
/// @param clients how many talk; every fourth is a second device of the one before it
/// @param rooms besides the global one
/// @param perSecond how many things each client does per second, about
/// @param kills of the server's process
/// @param databaseKills of PostgreSQL's
/// @param faultsPerMinute of the networks
/// @param busFaults kills of NATS, and cuts of nodes' ways to it
public record VerifySettings(
        Duration duration,
        int nodes,
        int clients,
        int rooms,
        int perSecond,
        int kills,
        int databaseKills,
        int faultsPerMinute,
        int busFaults,
        long seed) {}
