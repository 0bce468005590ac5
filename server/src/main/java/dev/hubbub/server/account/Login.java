package dev.hubbub.server.account;

import dev.hubbub.server.factor.SecondFactors;
import dev.hubbub.server.session.SignedIn;

/// What became of a sign-in with a password.
public sealed interface Login {
    record Accepted(SignedIn signedIn) implements Login {}

    /// The password was right, and a code must follow.
    record SecondFactorRequired(SecondFactors.Asked asked) implements Login {}

    /// Which of the two was wrong is not told.
    record BadCredentials() implements Login {}

    /// For this account, or from this address.
    record TooManyAttempts(long retryAfterMs) implements Login {}

    record Busy(long retryAfterMs) implements Login {}
}
