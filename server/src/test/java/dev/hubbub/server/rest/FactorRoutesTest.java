package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.server.factor.TestApp;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class FactorRoutesTest {
    private static final String FACTORS = "/api/v1/factors";

    private final RunningServer server = RunningServer.get();

    @Test
    void aSignInTakesTwoStepsWhenAnAppIsOn() throws Exception {
        RunningServer.Answer ana = server.register("ana");
        RunningServer.Answer begun = post(ana, "/totp", "{'password':'correct horse'}");
        assertThat(begun.text("uri"))
                .startsWith("otpauth://totp/Hubbub:ana")
                .contains("secret=" + begun.text("secret"));
        TestApp app = new TestApp(begun.text("secret"));
        Instant now = Instant.now();
        RunningServer.Answer on = post(ana, "/totp/confirm", "{'code':'%s'}".formatted(app.code(now)));
        assertThat(on.json().path("recoveryCodes")).hasSize(10);

        RunningServer.Answer asked = login(ana, "correct horse");
        assertThat(asked.status()).isEqualTo(401);
        assertThat(asked.text("code")).isEqualTo("second_factor_required");
        assertThat(asked.response().body()).doesNotContain("accessToken");

        assertThat(second(asked, "000000").text("code")).isEqualTo("wrong_code");
        RunningServer.Answer in = second(asked, app.code(now.plusSeconds(30)));
        assertThat(in.status()).isEqualTo(200);
        assertThat(server.get("/api/v1/rooms", in.text("accessToken")).status()).isEqualTo(200);
        assertThat(second(asked, on.json().path("recoveryCodes").get(0).asText())
                        .text("code"))
                .isEqualTo("unauthenticated");
    }

    @Test
    void aChallengeIsNoToken() throws Exception {
        RunningServer.Answer ana = withApp("ana");
        String challenge = login(ana, "correct horse").text("challenge");
        assertThat(server.get("/api/v1/rooms", challenge).status()).isEqualTo(401);
        assertThat(server.post("/api/v1/refresh", null, "{\"refreshToken\":\"%s\"}".formatted(challenge))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aWrongPasswordDoesNotTellThatThereIsASecondFactor() throws Exception {
        RunningServer.Answer ana = withApp("ana");
        RunningServer.Answer bo = server.register("bo");
        assertThat(login(ana, "wrong horse").withoutId())
                .isEqualTo(login(bo, "wrong horse").withoutId());
    }

    @Test
    void aMadeUpChallengeIsRefused() throws Exception {
        RunningServer.Answer refused =
                server.post("/api/v1/auth/second-factor", null, "{\"challenge\":\"made up\",\"code\":\"000000\"}");
        assertThat(refused.status()).isEqualTo(401);
    }

    private RunningServer.Answer withApp(String name) throws Exception {
        RunningServer.Answer user = server.register(name);
        TestApp app =
                new TestApp(post(user, "/totp", "{'password':'correct horse'}").text("secret"));
        post(user, "/totp/confirm", "{'code':'%s'}".formatted(app.code(Instant.now())));
        return user;
    }

    private RunningServer.Answer post(RunningServer.Answer user, String path, String json) throws Exception {
        return server.post(FACTORS + path, user.text("accessToken"), json.replace('\'', '"'));
    }

    private RunningServer.Answer login(RunningServer.Answer user, String password) throws Exception {
        return server.post(
                "/api/v1/login",
                null,
                "{\"login\":\"%s\",\"password\":\"%s\"}"
                        .formatted(user.json().path("user").path("username").asText(), password));
    }

    private RunningServer.Answer second(RunningServer.Answer asked, String code) throws Exception {
        return server.post(
                "/api/v1/auth/second-factor",
                null,
                "{\"challenge\":\"%s\",\"code\":\"%s\"}".formatted(asked.text("challenge"), code));
    }
}
