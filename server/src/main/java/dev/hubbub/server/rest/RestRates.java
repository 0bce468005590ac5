package dev.hubbub.server.rest;

import dev.hubbub.server.limit.Rate;

/// How fast requests may come, by the kind of route.
///
/// @param signIns of one address, and of one user who is asked for his password again
/// @param renewals of one address
/// @param reading of one user, and so on
/// @param addressFactor how many times as much one address may, since many users may be behind it
public record RestRates(
        Rate signIns, Rate renewals, Rate reading, Rate writing, Rate administration, int addressFactor) {
    /// Bucket4j counts in nanoseconds.
    private static final long MOST = 100_000_000;

    Rate ofUser(RouteClass kind) {
        return switch (kind) {
            case SIGN_IN -> signIns;
            case RENEWAL -> renewals;
            case READING -> reading;
            case WRITING -> writing;
            case ADMINISTRATION -> administration;
        };
    }

    Rate ofAddress(RouteClass kind) {
        Rate own = ofUser(kind);
        return kind.isSharedByAnAddress() ? own : new Rate(times(own.burst()), times(own.count()), own.period());
    }

    private int times(int number) {
        return (int) Math.min(MOST, (long) number * addressFactor);
    }
}
