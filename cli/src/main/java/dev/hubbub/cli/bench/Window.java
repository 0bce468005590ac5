package dev.hubbub.cli.bench;

/// The time within which messages count as measured: what was to be sent before is warm-up.
///
/// @param from of [System#nanoTime()]
record Window(long from, long to) {
    static final Window NONE = new Window(Long.MAX_VALUE, Long.MAX_VALUE);

    boolean holds(long intended) {
        return intended >= from && intended < to;
    }
}
