package dev.hubbub.server.app;

import java.util.Optional;

/// What an operator in front of a started server wants to know, with lines to copy.
///
/// @param pages whether this jar has the web client
record Greeting(String url, StartTime startTime, boolean pages) {

    /// @param setupToken empty once there is an administrator
    /// @param printed whether the token may be shown; the operator's own is none of the log's business
    String text(Optional<String> setupToken, boolean printed) {
        String start = """

                Hubbub is running: %s
                (%s)

                """.formatted(url, startTime);
        return start
                + setupToken
                        .map(token -> printed ? first(token) : firstWithOwnToken())
                        .orElseGet(this::later);
    }

    private String first(String token) {
        String link = pages ? """
                It has no administrator yet. Open this link, which only you see, and make that account:
                  %s/setup#%s
                Or make it in the terminal, and chat there:
                """.formatted(url, token) : """
                It has no administrator yet. Make that account in the terminal, with the set-up token that only you see here:
                """;
        return link + """
                  hubbub chat %1$s --setup-token %2$s
                Or by REST:
                  curl %1$s/api/v1/register -H 'Content-Type: application/json' \\
                    -d '{"setupToken": "%2$s",
                         "username": "ana", "email": "ana@example.org", "password": "choose a good one"}'
                """.formatted(url, token);
    }

    private String firstWithOwnToken() {
        String page = pages ? """
                It has no administrator yet. Open %s/setup and make that account, with the token that you set as HUBBUB_SETUP_TOKEN.
                Or make it in the terminal, which knows the setting too, and chat there:
                """.formatted(url) : """
                It has no administrator yet. Make that account in the terminal, which knows the token that you set as HUBBUB_SETUP_TOKEN:
                """;
        return page + """
                  hubbub chat %1$s
                Or by REST:
                  curl %1$s/api/v1/register -H 'Content-Type: application/json' \\
                    -d '{"setupToken": "'"$HUBBUB_SETUP_TOKEN"'",
                         "username": "ana", "email": "ana@example.org", "password": "choose a good one"}'
                """.formatted(url);
    }

    private String later() {
        return (pages ? "Chat in the browser, or in the terminal:\n" : "Chat in the terminal:\n")
                + "  hubbub chat %s\n".formatted(url);
    }
}
