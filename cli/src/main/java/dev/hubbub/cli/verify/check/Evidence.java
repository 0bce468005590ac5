package dev.hubbub.cli.verify.check;

import java.util.List;

/// Everything that a verdict rests on.
public record Evidence(List<RoomRows> log, List<Testimony> testimonies) {

    /// A room as the database has it.
    ///
    /// @param everyone whether every user is in it without having joined
    /// @param lastSeq what the room's own row says
    /// @param entries in seq order
    public record RoomRows(long room, boolean everyone, long lastSeq, List<Entry> entries) {}
}
