package dev.hubbub.server.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What was done. Its wire name is what the database keeps; never give one another meaning.
public enum Action {
    /// The server started, with the settings that are in the details.
    STARTED,
    /// So many entries before this one could not be stored; the log has their lines.
    ENTRIES_LOST,

    REGISTERED,
    LOGGED_IN,
    LOGIN_FAILED,
    SESSION_ENDED,
    ALL_SESSIONS_ENDED,
    /// Access tokens issued before are refused; the sessions go on.
    TOKENS_OUTDATED,
    /// A refresh token came a second time: somebody has a copy.
    REFRESH_REUSED,

    PASSWORD_CHANGED,
    PASSWORD_RESET_ISSUED,
    PASSWORD_RESET,
    EMAIL_CHANGED,
    USERNAME_CHANGED,
    DISPLAY_NAME_CHANGED,
    ROLE_CHANGED,
    USER_DEACTIVATED,
    USER_REACTIVATED,
    USER_DELETED,
    INVITATION_MADE,
    INVITATION_REVOKED,

    TOTP_ADDED,
    TOTP_REMOVED,
    /// After the right password.
    CODE_WRONG,
    PASSKEY_ADDED,
    PASSKEY_REMOVED,
    RECOVERY_CODES_MADE,
    RECOVERY_CODE_USED,
    /// A passkey counted backwards: somebody may have a copy.
    PASSKEY_CLONED,

    TOKEN_MADE,
    /// An API token came from another address than the last time.
    TOKEN_USED,
    TOKEN_REVOKED,

    ROOM_CREATED,
    ROOM_DELETED,
    MEMBER_REMOVED,
    ;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    public String wireName() {
        return wireName;
    }

    public static Optional<Action> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(action -> action.wireName.equals(name))
                .findFirst();
    }
}
