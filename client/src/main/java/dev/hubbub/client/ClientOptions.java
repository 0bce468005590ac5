package dev.hubbub.client;

import dev.hubbub.protocol.RoomId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a client was built with.
///
/// @param uris of the WebSocket on one node or more
/// @param epoch with `cursors`: where an earlier client stood; null to start at the newest events
/// @param firstBackoff the longest wait before the first new attempt; it doubles up to `mostBackoff`
/// @param idle after this long without a word from the server the client asks whether it is still there
/// @param patience how long the answer to that, and to the hello, may take
/// @param outboxCapacity how many commands may wait for an answer; the next ones are refused
/// @param window how many of them may be on the wire at once
record ClientOptions(
        List<URI> uris,
        Supplier<String> token,
        boolean replayFromStart,
        @Nullable String epoch,
        Map<RoomId, Long> cursors,
        Duration firstBackoff,
        Duration mostBackoff,
        Duration idle,
        Duration patience,
        int outboxCapacity,
        int window) {

    static final int OUTBOX_CAPACITY = 10_000;
    static final int WINDOW = 64;
}
