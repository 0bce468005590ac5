package dev.hubbub.server.log;

import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.UserId;

/// What an event is known by to its author: the same one is stored once.
record AuthorRef(UserId author, Ref ref) {

    static AuthorRef of(Draft draft) {
        return new AuthorRef(draft.author().id(), draft.ref());
    }
}
