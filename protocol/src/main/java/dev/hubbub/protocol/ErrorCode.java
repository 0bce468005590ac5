package dev.hubbub.protocol;

import java.util.Locale;
import java.util.Optional;

/// Why a command was refused; the same on WebSocket and REST. The wire name is the constant's name in lower
/// case.
public enum ErrorCode {
    /// Not JSON, too deeply nested, or not an object.
    MALFORMED(400, false),
    /// The `type` is not one that the server knows.
    UNKNOWN_TYPE(400, false),
    /// A field is missing, has the wrong type, or a value out of bounds; the message names it.
    INVALID(400, false),
    /// There is no valid token.
    UNAUTHENTICATED(401, false),
    /// Unknown user or wrong password.
    BAD_CREDENTIALS(401, false),
    /// The password was right, and a code must follow; the answer says how.
    SECOND_FACTOR_REQUIRED(401, false),
    /// A code of a second factor that is not right, or was used before.
    WRONG_CODE(403, false),
    /// Known, but not allowed: it takes the owner or another role.
    FORBIDDEN(403, false),
    /// The token is good, but not for this: an API token without the scope, or where only a sign-in will do.
    INSUFFICIENT_SCOPE(403, false),
    /// No such room, or none that this user may see.
    NO_SUCH_ROOM(404, false),
    NO_SUCH_USER(404, false),
    /// No such path or event.
    NOT_FOUND(404, false),
    METHOD_NOT_ALLOWED(405, false),
    UNSUPPORTED_MEDIA_TYPE(415, false),
    /// The room is visible, but this takes a member.
    NOT_A_MEMBER(403, false),
    WRONG_PASSWORD(403, false),
    ROOM_FULL(409, false),
    /// Rooms and users: the name is in use.
    NAME_TAKEN(409, false),
    EMAIL_TAKEN(409, false),
    /// There is no administrator yet: the first account takes the set-up token.
    SETUP_REQUIRED(403, false),
    /// Registering takes an invitation here.
    INVITATION_REQUIRED(403, false),
    REGISTRATION_CLOSED(403, false),
    /// A set-up token, invitation or token for a new password that was never given out, was used, or has expired.
    BAD_TOKEN(403, false),
    /// The password was wrong too often, for this account or from this address.
    TOO_MANY_ATTEMPTS(429, true),
    /// The ref was used before, for another kind of command.
    REF_REUSED(409, false),
    TOO_MANY_ROOMS(409, false),
    /// This may not be done to this room or user: leaving the global one, or demoting the last administrator, say.
    NOT_POSSIBLE(409, false),
    /// The message or body is larger than the limit.
    TOO_LARGE(413, false),
    RATE_LIMITED(429, true),
    /// A queue is full. Nothing was stored.
    OVERLOADED(503, true),
    /// The database is away. Nothing was stored.
    UNAVAILABLE(503, true),
    /// The connection to the database broke during the commit: retry with the same ref to learn, or bring
    /// about, the outcome.
    UNCONFIRMED(503, true),
    /// A fault of the server's own; the log has it under the same request id.
    INTERNAL(500, false);

    private static final WireNames<ErrorCode> WIRE_NAMES = new WireNames<>(values(), ErrorCode::wireName);

    private final int httpStatus;
    private final boolean retry;
    private final String wireName = name().toLowerCase(Locale.ROOT);

    ErrorCode(int httpStatus, boolean retry) {
        this.httpStatus = httpStatus;
        this.retry = retry;
    }

    public String wireName() {
        return wireName;
    }

    public int httpStatus() {
        return httpStatus;
    }

    /// Whether sending the same again later makes sense.
    public boolean retry() {
        return retry;
    }

    public static Optional<ErrorCode> ofWireName(String name) {
        return WIRE_NAMES.find(name);
    }
}
