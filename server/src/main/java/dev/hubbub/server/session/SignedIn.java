package dev.hubbub.server.session;

import dev.hubbub.protocol.Person;
import java.time.Duration;

/// What a client holds after it has shown who its user is.
///
/// @param accessToken to show with every request
/// @param expiresIn how long the access token is good
/// @param refreshToken to get the next pair with, once
public record SignedIn(Person user, SessionId session, String accessToken, Duration expiresIn, String refreshToken) {
    /// Never the tokens.
    @Override
    public String toString() {
        return "SignedIn[user=" + user + ", session=" + session + "]";
    }
}
