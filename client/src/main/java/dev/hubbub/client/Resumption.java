package dev.hubbub.client;

import dev.hubbub.protocol.RoomId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a client stands: enough for another one, perhaps in another process, to go on without losing or
/// repeating an event.
///
/// @param epoch null before the first welcome
public record Resumption(@Nullable String epoch, Map<RoomId, Long> cursors) {
    public Resumption {
        cursors = Map.copyOf(cursors);
    }
}
