package dev.hubbub.server.account;

import org.jspecify.annotations.Nullable;

/// What somebody who wants an account says.
///
/// @param setupToken makes the first account the administrator's
/// @param invitation lets in where registration is not open to everybody
public record RegistrationForm(
        String username,
        String email,
        String password,
        @Nullable String setupToken,
        @Nullable String invitation) {

    /// Never the secrets.
    @Override
    public String toString() {
        return "RegistrationForm[username=" + username + "]";
    }
}
