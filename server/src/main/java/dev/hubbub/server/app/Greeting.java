package dev.hubbub.server.app;

import java.util.Optional;

/// What an operator in front of a started server wants to know, with lines to copy.
final class Greeting {
    private Greeting() {}

    /// @param setupToken empty once there is an administrator
    /// @param printed whether the token may be shown; the operator's own is none of the log's business
    static String of(String url, StartTime startTime, Optional<String> setupToken, boolean printed) {
        String start = """

                Hubbub is running: %s
                (%s)

                """.formatted(url, startTime);
        return start
                + setupToken
                        .map(token -> printed ? first(url, token) : firstWithOwnToken(url))
                        .orElseGet(() -> later(url));
    }

    private static String first(String url, String token) {
        return """
                It has no administrator yet. Make that account, with the set-up token that only you see here:
                  curl %1$s/api/v1/register -H 'Content-Type: application/json' \\
                    -d '{"setupToken": "%2$s",
                         "username": "ana", "email": "ana@example.org", "password": "choose a good one"}'
                Or make it in the terminal, and chat there:
                  hubbub chat %1$s --setup-token %2$s
                """.formatted(url, token);
    }

    private static String firstWithOwnToken(String url) {
        return """
                It has no administrator yet. Make that account, with the token that you set as HUBBUB_SETUP_TOKEN:
                  curl %1$s/api/v1/register -H 'Content-Type: application/json' \\
                    -d '{"setupToken": "'"$HUBBUB_SETUP_TOKEN"'",
                         "username": "ana", "email": "ana@example.org", "password": "choose a good one"}'
                Or make it in the terminal, which knows the setting too, and chat there:
                  hubbub chat %1$s
                """.formatted(url);
    }

    private static String later(String url) {
        return """
                Chat in the terminal:
                  hubbub chat %1$s
                """.formatted(url);
    }
}
