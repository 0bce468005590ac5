package dev.hubbub.protocol;

import java.util.Optional;

/// How one gets into a room. `code` is its number in the database; never reuse one.
public enum RoomKind {
    /// The one room that every user is in, without membership rows or join events.
    GLOBAL("global", 0),
    /// Anyone may find it and join.
    PUBLIC("public", 1),
    /// Its password or an invitation lets one in; only members see that it exists, unless it is listed.
    PRIVATE("private", 2),
    /// A conversation between two users.
    DIRECT("direct", 3);

    private static final WireNames<RoomKind> WIRE_NAMES = new WireNames<>(values(), RoomKind::wireName);

    private final String wireName;
    private final int code;

    RoomKind(String wireName, int code) {
        this.wireName = wireName;
        this.code = code;
    }

    public String wireName() {
        return wireName;
    }

    public int code() {
        return code;
    }

    public static Optional<RoomKind> ofWireName(String name) {
        return WIRE_NAMES.find(name);
    }

    public static RoomKind ofCode(int code) {
        return values()[code];
    }
}
