package dev.hubbub.server.account;

import dev.hubbub.server.db.User;
import dev.hubbub.server.db.UserChange;
import dev.hubbub.server.session.SignedIn;

/// What became of a change that somebody made to his own account.
public sealed interface AccountChange {
    /// @param user as he is now
    record Made(User user) implements AccountChange {}

    /// All his sessions have ended by it, and this is a new one.
    record SignedInAgain(SignedIn signedIn) implements AccountChange {}

    /// Nobody gets in by it any more.
    record Closed() implements AccountChange {}

    record WrongPassword() implements AccountChange {}

    record TooManyAttempts(long retryAfterMs) implements AccountChange {}

    record Busy(long retryAfterMs) implements AccountChange {}

    /// @param message names the field and says what to do
    record Invalid(String message) implements AccountChange {}

    record Not(UserChange why) implements AccountChange {}
}
