package dev.hubbub.server.apitoken;

import dev.hubbub.server.db.ApiToken;

/// What became of the wish for an API token.
public sealed interface Making {
    /// @param text the token itself, shown this once
    record Made(ApiToken token, String text) implements Making {
        /// Never the token.
        @Override
        public String toString() {
            return "Made[" + token + "]";
        }
    }

    /// @param message names the field and says what to do
    record Invalid(String message) implements Making {}

    /// Only an administrator's token can be good for administration.
    record NotAdministrator() implements Making {}

    record TooMany(int most) implements Making {}
}
