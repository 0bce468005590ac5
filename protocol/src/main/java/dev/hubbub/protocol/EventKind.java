package dev.hubbub.protocol;

import java.util.Optional;

/// What happened in a room. `code` is its number in the database; never reuse one.
public enum EventKind {
    /// Stored by a node of a later release. It keeps its place in the log, and that is all that this one can tell of
    /// it.
    UNKNOWN("unknown", 0),
    MESSAGE("message", 1),
    MESSAGE_EDITED("message_edited", 2),
    MESSAGE_DELETED("message_deleted", 3),
    REACTION_ADDED("reaction_added", 4),
    REACTION_REMOVED("reaction_removed", 5),
    MEMBER_JOINED("member_joined", 6),
    MEMBER_LEFT("member_left", 7),
    MEMBER_REMOVED("member_removed", 8),
    ROOM_UPDATED("room_updated", 9),
    ROOM_DELETED("room_deleted", 10),
    TOPIC_CHANGED("topic_changed", 11);

    private static final WireNames<EventKind> WIRE_NAMES = new WireNames<>(values(), EventKind::wireName);
    private static final EventKind[] VALUES = values();

    private final String wireName;
    private final int code;

    EventKind(String wireName, int code) {
        this.wireName = wireName;
        this.code = code;
    }

    public String wireName() {
        return wireName;
    }

    public int code() {
        return code;
    }

    /// Whether it changes who is in the room, and so who sees the events after it.
    public boolean changesAudience() {
        return switch (this) {
            case MEMBER_JOINED, MEMBER_LEFT, MEMBER_REMOVED, ROOM_DELETED -> true;
            case UNKNOWN,
                    MESSAGE,
                    MESSAGE_EDITED,
                    MESSAGE_DELETED,
                    REACTION_ADDED,
                    REACTION_REMOVED,
                    ROOM_UPDATED,
                    TOPIC_CHANGED -> false;
        };
    }

    public static Optional<EventKind> ofWireName(String name) {
        return WIRE_NAMES.find(name);
    }

    public static EventKind ofCode(int code) {
        return code > 0 && code < VALUES.length ? VALUES[code] : UNKNOWN;
    }
}
