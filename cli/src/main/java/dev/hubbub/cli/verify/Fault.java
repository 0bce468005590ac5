package dev.hubbub.cli.verify;

/// Something that goes wrong, at a time that the seed decides.
///
/// @param atMs since the start
/// @param victim the number of the client whose network it hits, or of the node
/// @param ms how long it lasts, or for delays how long each piece is held up
record Fault(long atMs, Kind kind, int victim, long ms) {

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
        KILL_BOTH,
        KILL_NATS,
        /// One node's way to NATS.
        CUT_BUS,
        HANG_BUS;

        boolean isNetwork() {
            return compareTo(CALM) <= 0;
        }

        boolean isBus() {
            return compareTo(KILL_NATS) >= 0;
        }
    }
}
