package dev.hubbub.server.account;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.command.Reply;
import dev.hubbub.server.command.RoomClosures;
import dev.hubbub.server.db.Directory;
import dev.hubbub.server.db.Page;
import dev.hubbub.server.db.RoomSummary;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// What administrators do to rooms: they see which there are, hidden ones too, and end them. What was said there, and
/// by whom, is not for them. Blocks: call it on virtual threads.
public final class RoomAdministration {
    private final Directory directory;
    private final RoomClosures closures;
    private final BiConsumer<UserId, RoomId> deleted;

    /// @param deleted hears who deleted which room
    public RoomAdministration(Directory directory, RoomClosures closures, BiConsumer<UserId, RoomId> deleted) {
        this.directory = directory;
        this.closures = closures;
        this.deleted = deleted;
    }

    /// By name.
    ///
    /// @param query part of a name
    public Page<RoomSummary> list(Administrator by, @Nullable String query, @Nullable String after, int limit) {
        return directory.allRooms(query, after, limit);
    }

    /// For good; not the global one.
    public Reply delete(Administrator by, RoomId room) {
        Reply reply = closures.close(by.user(), room);
        if (reply instanceof Reply.Done) {
            deleted.accept(by.user().id(), room);
        }
        return reply;
    }
}
