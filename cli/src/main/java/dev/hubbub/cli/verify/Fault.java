package dev.hubbub.cli.verify;

/// Something that goes wrong, at a time that the seed decides.
///
/// @param atMs since the start
/// @param client whose network it hits; no meaning for kills
/// @param ms how long it lasts, or for delays how long each piece is held up
record Fault(long atMs, Kind kind, int client, long ms) {

    enum Kind {
        CUT,
        CUT_ALL,
        /// In the middle of a message.
        TEAR,
        DELAY,
        STALL,
        SILENCE,
        CALM,
        KILL_SERVER,
        /// Asks it to end, as an operator would.
        STOP_SERVER,
        KILL_POSTMASTER,
        /// One of PostgreSQL's processes, upon which the postmaster ends and restarts all others.
        KILL_BACKEND,
        KILL_BOTH;

        boolean isNetwork() {
            return compareTo(CALM) <= 0;
        }
    }
}
