package dev.hubbub.server.limit;

/// What one key may still take. Safe for any thread; never blocks.
sealed interface Allotment permits LocalAllotment, SharedAllotment {
    /// The answer of one that has gone: its key has another by now.
    long GONE = -1;

    /// Counts one request. 0, or if it is one too many the milliseconds after which to ask again, or [#GONE].
    long take();

    /// Makes it go, unless it would be missed: one that is not full would begin anew as a full one.
    ///
    /// @param anyhow though it will be missed
    /// @return whether it has gone
    boolean leave(boolean anyhow);
}
