package dev.hubbub.client;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one says to get an account.
///
/// @param setupToken for the first account, the administrator's
/// @param invitation where registering takes one
public record NewAccount(
        String username,
        String email,
        String password,
        @Nullable String setupToken,
        @Nullable String invitation) {

    public NewAccount(String username, String email, String password) {
        this(username, email, password, null, null);
    }

    public NewAccount withSetupToken(String token) {
        return new NewAccount(username, email, password, token, invitation);
    }

    public NewAccount withInvitation(String secret) {
        return new NewAccount(username, email, password, setupToken, secret);
    }

    Map<String, String> fields() {
        Map<String, String> fields = new HashMap<>(Map.of("username", username, "email", email, "password", password));
        if (setupToken != null) {
            fields.put("setupToken", setupToken);
        }
        if (invitation != null) {
            fields.put("invitation", invitation);
        }
        return fields;
    }

    /// Never the secrets.
    @Override
    public String toString() {
        return "NewAccount[username=" + username + "]";
    }
}
