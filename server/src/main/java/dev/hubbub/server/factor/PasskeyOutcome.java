package dev.hubbub.server.factor;

import dev.hubbub.server.db.Passkey;
import dev.hubbub.server.session.SignedIn;

/// What became of the wish to add a passkey, or to sign in with one.
public sealed interface PasskeyOutcome {
    /// @param options for the browser, as JSON
    record Asked(String options) implements PasskeyOutcome {}

    record Added(Passkey passkey) implements PasskeyOutcome {}

    record Accepted(SignedIn signedIn) implements PasskeyOutcome {}

    record WrongPassword() implements PasskeyOutcome {}

    record Later(long retryAfterMs) implements PasskeyOutcome {}

    /// @param message names the field and says what to do
    record Invalid(String message) implements PasskeyOutcome {}

    /// Not a passkey of this site's user, or not what it was asked for; which of them is not told.
    record Refused() implements PasskeyOutcome {}

    record TooMany(int most) implements PasskeyOutcome {}
}
