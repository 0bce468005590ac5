package dev.hubbub.server.factor;

import dev.hubbub.server.session.SignedIn;

/// What became of the second step of a sign-in.
public sealed interface SecondStep {
    record Accepted(SignedIn signedIn) implements SecondStep {}

    record WrongCode() implements SecondStep {}

    /// Expired, made up, answered too often or rightly before: it takes the password again.
    record Stale() implements SecondStep {}

    record Later(long retryAfterMs) implements SecondStep {}
}
