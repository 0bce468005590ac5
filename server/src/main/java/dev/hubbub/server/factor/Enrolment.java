package dev.hubbub.server.factor;

import java.util.List;

/// What became of the wish to change one's second factor.
public sealed interface Enrolment {
    /// To be confirmed by a code.
    ///
    /// @param secret as an app wants it typed
    /// @param uri the same and more, for a QR code
    record Begun(String secret, String uri) implements Enrolment {
        /// Never the secret.
        @Override
        public String toString() {
            return "Begun";
        }
    }

    /// @param codes shown this once
    record Recoverable(List<String> codes) implements Enrolment {
        /// Never the codes.
        @Override
        public String toString() {
            return "Recoverable";
        }
    }

    record Off() implements Enrolment {}

    record WrongPassword() implements Enrolment {}

    record WrongCode() implements Enrolment {}

    record Later(long retryAfterMs) implements Enrolment {}

    /// It is on already.
    record AlreadyOn() implements Enrolment {}

    /// Nothing is on, or nothing begun.
    record NotOn() implements Enrolment {}
}
