package dev.hubbub.server.factor;

import dev.hubbub.protocol.UserId;
import dev.hubbub.server.session.Device;

/// Whether somebody who is signed in knows his password too: an open laptop must not be enough to change how
/// one signs in.
@FunctionalInterface
public interface PasswordProof {
    sealed interface Verdict {
        record Right() implements Verdict {}

        record Wrong() implements Verdict {}

        /// Nobody looked: too many tries, or too much to do.
        record Later(long retryAfterMs) implements Verdict {}
    }

    /// Blocks.
    Verdict check(UserId user, String password, Device device);
}
