package dev.hubbub.server.account;

import dev.hubbub.protocol.Role;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Who may invite.
public enum Inviters {
    ADMINISTRATORS,
    /// And administrators; guests never.
    MEMBERS;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    public String wireName() {
        return wireName;
    }

    public static Optional<Inviters> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(inviters -> inviters.wireName.equals(name))
                .findFirst();
    }

    boolean include(Role role) {
        return switch (role) {
            case ADMINISTRATOR -> true;
            case MEMBER -> this == MEMBERS;
            case GUEST -> false;
        };
    }
}
