package dev.hubbub.cli.verify;

import java.time.Duration;

/// What a verification is to do.
///
/// @param clients how many talk; every fourth is a second device of the one before it
/// @param rooms besides the global one
/// @param perSecond how many things each client does per second, about
/// @param kills of the server's process
/// @param databaseKills of PostgreSQL's
/// @param faultsPerMinute of the networks
public record VerifySettings(
        Duration duration,
        int clients,
        int rooms,
        int perSecond,
        int kills,
        int databaseKills,
        int faultsPerMinute,
        long seed) {}
