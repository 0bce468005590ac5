package dev.hubbub.protocol;

import java.util.Arrays;
import java.util.Optional;

/// Why the server closed a connection. 4000-4499: reconnect and resume. 4500-4999: don't, something must change
/// first. Below that, the standard codes keep their meaning.
public enum CloseCode {
    NORMAL(1000, "closed", false),
    PROTOCOL_ERROR(1002, "protocol error", false),
    NOT_TEXT(1003, "only text frames are understood", false),
    NOT_UTF8(1007, "text frames must be UTF-8", false),
    POLICY(1008, "policy violation", false),
    TOO_LARGE(1009, "frame too large", false),
    SERVER_ERROR(1011, "internal error", true),
    RESTARTING(1012, "server is restarting, reconnect", true),
    /// It stayed behind too long; the log has what it missed.
    SLOW_CONSUMER(4000, "reading too slowly, reconnect and resume", true),
    /// Neither data nor pongs for too long.
    IDLE(4001, "silent for too long", true),
    /// Refresh, then reconnect. Nobody renewed it in time, or it says of its user what is no longer so.
    TOKEN_EXPIRED(4002, "token expired, refresh and reconnect", true),
    /// The server has as many connections as it takes.
    BUSY(4003, "server is full, try later", true),
    UNAVAILABLE(4004, "database is away, try later", true),
    UNAUTHENTICATED(4500, "token missing or not valid", false),
    HELLO_TIMEOUT(4501, "no hello in time", false),
    TOO_MANY_CONNECTIONS(4502, "too many connections for this user or address", false),
    /// It went on sending nonsense after several errors.
    ABUSE(4503, "too many bad commands", false),
    /// Signed out, here or elsewhere; sign in again.
    SESSION_ENDED(4504, "session ended, sign in again", false);

    private final int code;
    private final String reason;
    private final boolean reconnect;

    CloseCode(int code, String reason, boolean reconnect) {
        this.code = code;
        this.reason = reason;
        this.reconnect = reconnect;
    }

    public int code() {
        return code;
    }

    public String reason() {
        return reason;
    }

    public boolean reconnect() {
        return reconnect;
    }

    public static Optional<CloseCode> ofCode(int code) {
        return Arrays.stream(values()).filter(c -> c.code == code).findFirst();
    }

    /// What a client should do on a code that it may not know.
    public static boolean shouldReconnect(int code) {
        if (code >= 4000) {
            return code < 4500;
        }
        return ofCode(code).map(CloseCode::reconnect).orElse(code == 1001 || code == 1006);
    }
}
