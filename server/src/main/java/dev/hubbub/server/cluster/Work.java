package dev.hubbub.server.cluster;

import dev.hubbub.server.timeline.EncodedEvents;

/// Side work that each event wants done by some node, such as to tell other programs of it.
///
/// At least once: after a failure, a crash or a repair it comes again, here or at another node, and then
/// perhaps together with other events than before. It comes in no order. Who must not do it twice goes by room
/// and seq.
public interface Work {
    /// May block. Whatever it throws means: again later.
    void did(EncodedEvents events);
}
