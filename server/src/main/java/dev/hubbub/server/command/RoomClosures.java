package dev.hubbub.server.command;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.server.log.Draft;
import dev.hubbub.server.log.GroupCommitters;

/// Ends rooms whoever owns them: through the log, so that everybody there sees it. Whoever asks has made sure that he
/// may.
public final class RoomClosures {
    private final LogWriter log;

    public RoomClosures(GroupCommitters log) {
        this.log = log::append;
    }

    /// Blocks: call it on virtual threads.
    public Reply close(Person by, RoomId room) {
        return Replies.of(log.appendAndWait(new Draft.Close(Ref.next(), by, room)));
    }
}
