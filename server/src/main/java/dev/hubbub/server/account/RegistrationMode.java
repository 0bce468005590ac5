package dev.hubbub.server.account;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Who may make an account. Whoever holds the set-up token may in any mode, until there is an administrator.
public enum RegistrationMode {
    /// Everybody, once there is an administrator: until then nobody else, or a stranger could be here before him.
    AFTER_SET_UP,
    /// Everybody, from the first moment; the administrator may come later.
    OPEN,
    /// Whoever has an invitation.
    INVITATION,
    /// Nobody.
    CLOSED;

    private final String wireName = name().toLowerCase(Locale.ROOT).replace('_', '-');

    public String wireName() {
        return wireName;
    }

    public static Optional<RegistrationMode> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(mode -> mode.wireName.equals(name))
                .findFirst();
    }
}
