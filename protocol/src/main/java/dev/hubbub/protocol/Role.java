package dev.hubbub.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a user may do on this server, whatever rooms he is in.
public enum Role {
    /// May also look after users, sessions and settings.
    ADMINISTRATOR(0),
    MEMBER(1),
    /// May talk where he was let in, and make no rooms.
    GUEST(2);

    private static final Role[] VALUES = values();

    private final int code;
    private final String wireName = name().toLowerCase(Locale.ROOT);

    Role(int code) {
        this.code = code;
    }

    public String wireName() {
        return wireName;
    }

    /// Its number in the database; never reuse one.
    public int code() {
        return code;
    }

    public static Role ofCode(int code) {
        return VALUES[code];
    }

    public static Optional<Role> ofWireName(String name) {
        return Arrays.stream(VALUES).filter(role -> role.wireName.equals(name)).findFirst();
    }
}
