package dev.hubbub.server.hub;

import dev.hubbub.protocol.UserId;

/// Told which users are connected here, by each event loop for itself and on that loop. Must not block.
public interface UserInterest {
    UserInterest NONE = new UserInterest() {
        @Override
        public void wanted(UserId user) {}

        @Override
        public void unwanted(UserId user) {}
    };

    /// The user's first connection on this loop came; before his rooms are read from the database.
    void wanted(UserId user);

    /// His last one on this loop went.
    void unwanted(UserId user);
}
