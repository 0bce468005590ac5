package dev.hubbub.client;

/// The password was right, and its user must show a code too: of his authenticator app, or a recovery code.
///
/// @param challenge goes with the code, within minutes and a few times at most
public record SecondFactorRequired(String challenge) implements LoginAnswer {

    /// Never the challenge: it stands in for the password.
    @Override
    public String toString() {
        return "SecondFactorRequired[]";
    }
}
