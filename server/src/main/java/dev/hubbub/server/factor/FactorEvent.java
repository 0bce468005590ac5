package dev.hubbub.server.factor;

import dev.hubbub.protocol.UserId;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// Something about second factors that an audit wants to know.
///
/// @param from where the request came from; null when nobody knows
public record FactorEvent(Kind kind, UserId user, @Nullable InetAddress from) {
    public enum Kind {
        TOTP_ON,
        TOTP_OFF,
        RECOVERY_CODES_MADE,
        RECOVERY_CODE_USED,
        CODE_WRONG,
        PASSKEY_ADDED,
        PASSKEY_REMOVED,
        PASSKEY_CLONED
    }
}
