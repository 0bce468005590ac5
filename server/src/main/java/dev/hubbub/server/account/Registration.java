package dev.hubbub.server.account;

import dev.hubbub.server.session.SignedIn;

/// What became of the wish for an account.
public sealed interface Registration {
    record Registered(SignedIn signedIn) implements Registration {}

    record Refused(Refusal why) implements Registration {}

    /// Why somebody got no account.
    sealed interface Refusal {}

    /// @param message names the field and says what to do
    record Invalid(String message) implements Refusal {}

    record UsernameTaken() implements Refusal {}

    record EmailTaken() implements Refusal {}

    /// There is no administrator yet, and who wants to be must show the set-up token.
    record SetUpFirst() implements Refusal {}

    /// Never given out, or used.
    record BadSetupToken() implements Refusal {}

    record InvitationNeeded() implements Refusal {}

    /// Never given out, used up, expired or revoked.
    record BadInvitation() implements Refusal {}

    record Closed() implements Refusal {}

    record Busy(long retryAfterMs) implements Refusal {}
}
