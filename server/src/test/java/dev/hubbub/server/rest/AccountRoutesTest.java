package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("integration")
class AccountRoutesTest {
    private final RunningServer server = RunningServer.get();

    @Test
    void whoRegistersIsSignedIn() throws Exception {
        var ana = server.register("ana");
        assertThat(ana.status()).isEqualTo(201);
        assertThat(ana.json().path("user").path("username").asText()).startsWith("ana");
        assertThat(ana.json().path("expiresIn").asInt()).isEqualTo(900);
        assertThat(ana.header("Cache-Control")).isEqualTo("no-store");
        assertThat(server.get("/api/v1/rooms/1", ana.text("accessToken")).status())
                .isEqualTo(200);
    }

    @Test
    void nameAndAddressBothSignIn() throws Exception {
        String name = server.register("bo").json().path("user").path("username").asText();
        assertThat(login(name, "correct horse").status()).isEqualTo(200);
        assertThat(login(name.toUpperCase(java.util.Locale.ROOT), "correct horse")
                        .status())
                .isEqualTo(200);
        assertThat(login(name + "@example.org", "correct horse").status()).isEqualTo(200);
    }

    @Test
    void aWrongPasswordAndAnUnknownUserLookTheSame() throws Exception {
        String name = server.register("cy").json().path("user").path("username").asText();
        var wrong = login(name, "wrong horse");
        var unknown = login("nobody-there", "wrong horse");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.text("code")).isEqualTo("bad_credentials");
        assertThat(unknown.withoutId()).isEqualTo(wrong.withoutId());
    }

    @Test
    void whoGuessesTooOftenIsToldHowLongToWait() throws Exception {
        try (var own = RunningServer.of(java.util.Map.of("HUBBUB_FAILED_LOGINS", "2"))) {
            String wrong = "{\"login\":\"cy\",\"password\":\"wrong horse\"}";
            own.post("/api/v1/login", null, wrong);
            own.post("/api/v1/login", null, wrong);
            var refused = own.post("/api/v1/login", null, wrong);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.text("code")).isEqualTo("too_many_attempts");
            assertThat(refused.json().path("retryAfterMs").asLong()).isBetween(1L, 1_001L);
            assertThat(refused.header("Retry-After")).isNotEmpty();
        }
    }

    @Test
    void aTakenNameIsTakenInEveryCase() throws Exception {
        String name =
                server.register("ana").json().path("user").path("username").asText();
        var again = register(name.toUpperCase(java.util.Locale.ROOT), "x" + name + "@example.org", "correct horse");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("code")).isEqualTo("name_taken");
        var sameAddress = register("x" + name, name + "@EXAMPLE.org", "correct horse");
        assertThat(sameAddress.text("code")).isEqualTo("email_taken");
    }

    @ParameterizedTest
    @CsvSource({
        "a, a@example.org, correct horse, username must have 2 to 32 characters",
        "a b, a@example.org, correct horse, 'username takes letters, digits'",
        "ana@home, a@example.org, correct horse, 'username takes letters, digits'",
        "ana, not-an-address, correct horse, email must be an address",
        "ana, a@example.org, short, password must have at least 8 characters",
        "ana, a@example.org, ääääääääääääääääääääääääääääääääääääää, password must have at most 72 bytes",
    })
    void badFieldsAreNamed(String username, String email, String password, String detail) throws Exception {
        var refused = register(username, email, password);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("detail")).startsWith(detail);
    }

    @Test
    void aRefreshTokenWorksOnceAndItsReuseEndsTheFamily() throws Exception {
        String first = server.register("ana").text("refreshToken");
        var second = refresh(first);
        assertThat(second.status()).isEqualTo(200);
        assertThat(server.get("/api/v1/rooms/1", second.text("accessToken")).status())
                .isEqualTo(200);
        assertThat(refresh(first).status()).isEqualTo(401);
        assertThat(refresh(second.text("refreshToken")).status()).isEqualTo(401);
    }

    private RunningServer.Answer refresh(String token) throws Exception {
        return server.post("/api/v1/refresh", null, "{\"refreshToken\":\"%s\"}".formatted(token));
    }

    private RunningServer.Answer login(String login, String password) throws Exception {
        return server.post("/api/v1/login", null, "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(login, password));
    }

    private RunningServer.Answer register(String username, String email, String password) throws Exception {
        return server.post(
                "/api/v1/register",
                null,
                "{\"username\":\"%s\",\"email\":\"%s\",\"password\":\"%s\"}".formatted(username, email, password));
    }
}
