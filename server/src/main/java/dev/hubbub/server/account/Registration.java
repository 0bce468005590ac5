package dev.hubbub.server.account;

import dev.hubbub.server.session.SignedIn;

/// What became of the wish for an account.
public sealed interface Registration {
    record Registered(SignedIn signedIn) implements Registration {}

    /// @param message names the field and says what to do
    record Invalid(String message) implements Registration {}

    record UsernameTaken() implements Registration {}

    record EmailTaken() implements Registration {}

    record Busy(long retryAfterMs) implements Registration {}
}
