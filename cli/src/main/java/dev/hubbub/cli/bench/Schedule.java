package dev.hubbub.cli.bench;

/// When each message is to be sent: evenly, from the start, whatever became of those before it.
///
/// @param start of [System#nanoTime()]
/// @param rate messages a second
record Schedule(long start, double rate) {
    private static final double SECOND = 1e9;

    Schedule {
        if (!(rate > 0)) {
            throw new IllegalArgumentException("the rate must be more than 0 messages a second");
        }
    }

    long timeOf(long index) {
        return start + (long) (index * SECOND / rate);
    }
}
