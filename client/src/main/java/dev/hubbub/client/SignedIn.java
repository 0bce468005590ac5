package dev.hubbub.client;

import dev.hubbub.protocol.Person;
import java.time.Duration;

/// What a successful login gives.
///
/// @param accessToken for the WebSocket's hello and for REST; good for `expiresIn`
/// @param refreshToken buys the next pair, once; empty if the server gave none
public record SignedIn(Person user, String accessToken, Duration expiresIn, String refreshToken)
        implements LoginAnswer {

    /// Never the tokens.
    @Override
    public String toString() {
        return "SignedIn[user=" + user + "]";
    }
}
