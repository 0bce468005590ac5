package dev.hubbub.server.factor;

import dev.hubbub.protocol.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something begun that waits for an answer.
///
/// @param id counts the answers to it
/// @param user null when whoever answers says himself who he is
/// @param generation of the user's tokens when it was made: a password that changes meanwhile ends it
record Challenge(long id, Purpose purpose, @Nullable UserId user, long generation, Instant expiresAt) {
    /// What an answer brings about. `code` is in what clients hold; never reuse one.
    enum Purpose {
        SECOND_FACTOR(1),
        PASSKEY_REGISTRATION(2),
        PASSKEY_SIGN_IN(3);

        private final int code;

        Purpose(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }
}
