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
        try (var server = RunningServer.of(Map.of("HUBBUB_REGISTRATION", "after-set-up"))) {
            var printed = PRINTED.matcher(server.greeting());
            assertThat(printed.find()).isTrue();
            assertThat(register(server, "mallory", "").text("code")).isEqualTo("setup_required");
            assertThat(register(server, "mallory", ",\"setupToken\":\"guessed\"")
                            .text("code"))
                    .isEqualTo("bad_token");
            String first = ",\"setupToken\":\"%s\"".formatted(printed.group(1));
            assertThat(register(server, "ana", first).status()).isEqualTo(201);
            assertThat(register(server, "mallory", first).text("code")).isEqualTo("bad_token");
            assertThat(register(server, "bo", "").status()).isEqualTo(201);
        }
    }

    @Test
    void aTokenOfTheOperatorsOwnIsNotPrinted() throws Exception {
        try (var server = RunningServer.of(Map.of("HUBBUB_REGISTRATION", "closed", "HUBBUB_SETUP_TOKEN", OWN_TOKEN))) {
            assertThat(server.greeting()).contains("HUBBUB_SETUP_TOKEN").doesNotContain(OWN_TOKEN);
            assertThat(register(server, "ana", ",\"setupToken\":\"%s\"".formatted(OWN_TOKEN))
                            .status())
                    .isEqualTo(201);
            assertThat(register(server, "ana", "").text("code")).isEqualTo("registration_closed");
            assertThat(register(server, "bo", "").text("code")).isEqualTo("registration_closed");
        }
    }

    private static RunningServer.Answer register(RunningServer server, String name, String more) throws Exception {
        return server.post(
                "/api/v1/register",
                null,
                "{\"username\":\"%1$s\",\"email\":\"%1$s@example.org\",\"password\":\"correct horse\"%2$s}"
                        .formatted(name, more));
    }
}
