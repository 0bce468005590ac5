package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Who may register, on servers that are not open to everybody.
@Tag("integration")
class RegistrationRoutesTest {
    private static final Pattern PRINTED = Pattern.compile("\"setupToken\": \"([^\"]+)\"");
    private static final String OWN_TOKEN = "a token of the operator's";

    @Test
    void theFirstAccountTakesTheTokenThatTheServerPrints() throws Exception {
        try (var server = RunningServer.of(Map.of("HUBBUB_REGISTRATION", "after-set-up", "HUBBUB_SETUP_TOKEN", ""))) {
            var printed = PRINTED.matcher(server.greeting());
            assertThat(printed.find()).isTrue();
            assertThat(server.greeting()).contains(server.url() + "/setup#" + printed.group(1));
            assertThat(server.register("mallory", "").text("code")).isEqualTo("setup_required");
            assertThat(server.register("mallory", ",\"setupToken\":\"guessed\"").text("code"))
                    .isEqualTo("bad_token");
            String first = ",\"setupToken\":\"%s\"".formatted(printed.group(1));
            assertThat(server.register("ana", first).status()).isEqualTo(201);
            assertThat(server.register("mallory", first).text("code")).isEqualTo("bad_token");
            assertThat(server.register("bo", "").status()).isEqualTo(201);
        }
    }

    @Test
    void aTokenOfTheOperatorsOwnIsNotPrinted() throws Exception {
        try (var server = RunningServer.of(Map.of("HUBBUB_REGISTRATION", "closed", "HUBBUB_SETUP_TOKEN", OWN_TOKEN))) {
            assertThat(server.greeting()).contains("HUBBUB_SETUP_TOKEN").doesNotContain(OWN_TOKEN);
            assertThat(server.register("ana", ",\"setupToken\":\"%s\"".formatted(OWN_TOKEN))
                            .status())
                    .isEqualTo(201);
            assertThat(server.register("ana", "").text("code")).isEqualTo("registration_closed");
            assertThat(server.register("bo", "").text("code")).isEqualTo("registration_closed");
        }
    }
}
