package dev.hubbub.server.hub;

import dev.hubbub.protocol.RoomId;

/// Told which rooms somebody here is in, by each event loop for itself and on that loop. Must not block.
public interface RoomInterest {
    RoomInterest NONE = new RoomInterest() {
        @Override
        public void wanted(RoomId room) {}

        @Override
        public void unwanted(RoomId room) {}
    };

    /// The first of this loop came into the room.
    void wanted(RoomId room);

    /// The last of this loop went.
    void unwanted(RoomId room);
}
