package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("integration")
class OwnAccountTest {
    private static final String ACCOUNT = "/api/v1/account";
    private static final String RIGHT = "\"password\":\"correct horse\"";

    private final RunningServer server = RunningServer.get();

    @ParameterizedTest
    @CsvSource({
        "POST, /password, '\"newPassword\":\"battery staple\"'",
        "PUT, /username, '\"username\":\"somebody.else\"'",
        "PUT, /email, '\"email\":\"mallory@example.org\"'",
        "POST, /deactivate, '\"x\":1'",
        "POST, /delete, '\"x\":1'",
    })
    void aStolenSessionAloneTakesNothingOver(String method, String path, String fields) throws Exception {
        var ana = server.register("ana");
        var refused = change(ana, method, path, "\"password\":\"wrong horse\"," + fields);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("code")).isEqualTo("wrong_password");
        assertThat(change(ana, method, path, fields).text("code")).isEqualTo("invalid");
        assertThat(login(name(ana), "correct horse").status()).isEqualTo(200);
        assertThat(server.get(ACCOUNT, ana.text("accessToken")).text("username"))
                .isEqualTo(name(ana));
    }

    @Test
    void guessingWithAStolenSessionGetsSlowerToo() throws Exception {
        try (var own = RunningServer.of(Map.of("HUBBUB_FAILED_LOGINS", "2"))) {
            String token = own.register("ana", "").text("accessToken");
            String wrong = "{\"password\":\"wrong horse\"}";
            own.post(ACCOUNT + "/delete", token, wrong);
            own.post(ACCOUNT + "/delete", token, wrong);
            assertThat(own.post(ACCOUNT + "/delete", token, "{" + RIGHT + "}").text("code"))
                    .isEqualTo("too_many_attempts");
            assertThat(own.post("/api/v1/login", null, "{\"login\":\"ana\"," + RIGHT + "}")
                            .text("code"))
                    .isEqualTo("too_many_attempts");
        }
    }

    @Test
    void aNewPasswordEndsEverySessionAndBeginsOne() throws Exception {
        var laptop = server.register("ana");
        var phone = login(name(laptop), "correct horse");
        TestSocket socket = TestSocket.hello(server.url(), phone.text("accessToken"));
        var changed = change(laptop, "POST", "/password", RIGHT + ",\"newPassword\":\"battery staple\"");
        assertThat(changed.status()).isEqualTo(200);
        socket.awaitsClose(4504);
        assertThat(server.get(ACCOUNT, phone.text("accessToken")).status()).isEqualTo(401);
        assertThat(server.get(ACCOUNT, laptop.text("accessToken")).status()).isEqualTo(401);
        assertThat(refresh(phone).status()).isEqualTo(401);
        assertThat(refresh(laptop).status()).isEqualTo(401);
        assertThat(server.get("/api/v1/sessions", changed.text("accessToken"))
                        .json()
                        .path("sessions"))
                .hasSize(1);
        assertThat(refresh(changed).status()).isEqualTo(200);
        assertThat(login(name(laptop), "correct horse").status()).isEqualTo(401);
        assertThat(login(name(laptop), "battery staple").status()).isEqualTo(200);
    }

    @Test
    void aNewPasswordKeepsToTheRules() throws Exception {
        var ana = server.register("ana");
        assertThat(change(ana, "POST", "/password", RIGHT + ",\"newPassword\":\"%s\"".formatted(name(ana)))
                        .text("detail"))
                .contains("your name");
        assertThat(login(name(ana), "correct horse").status()).isEqualTo(200);
    }

    @Test
    void aNewNameSignsInAndTheOldOneIsNobodysNow() throws Exception {
        var ana = server.register("ana");
        String anas = ana.text("accessToken");
        TestSocket socket = TestSocket.hello(server.url(), anas);
        String next = "n" + name(ana);
        assertThat(rename(ana, next).text("username")).isEqualTo(next);
        socket.awaitsClose(4002);
        assertThat(server.get(ACCOUNT, anas).status()).isEqualTo(401);
        var renewed = refresh(ana);
        assertThat(name(renewed)).isEqualTo(next);
        assertThat(login(name(ana), "correct horse").status()).isEqualTo(401);
        assertThat(login(next, "correct horse").status()).isEqualTo(200);
        assertThat(server.register(name(ana), "").text("code")).isEqualTo("name_taken");
        assertThat(rename(renewed, name(ana)).status()).isEqualTo(200);
    }

    @Test
    void namesAreNotHoarded() throws Exception {
        var ana = server.register("ana");
        rename(ana, "m" + name(ana));
        rename(refresh(ana), "n" + name(ana));
        assertThat(server.register(name(ana), "").text("code")).isEqualTo("email_taken");
        assertThat(server.register("m" + name(ana), "").text("code")).isEqualTo("name_taken");
    }

    @Test
    void nobodyTakesANameOrAddressThatIsInUse() throws Exception {
        var ana = server.register("ana");
        var bo = server.register("bo");
        assertThat(rename(bo, name(ana)).text("code")).isEqualTo("name_taken");
        assertThat(change(bo, "PUT", "/email", RIGHT + ",\"email\":\"%s@EXAMPLE.org\"".formatted(name(ana)))
                        .text("code"))
                .isEqualTo("email_taken");
        assertThat(login(name(bo) + "@example.org", "correct horse").status()).isEqualTo(200);
    }

    @Test
    void aNewAddressSignsIn() throws Exception {
        var ana = server.register("ana");
        String next = "new." + name(ana) + "@example.org";
        assertThat(change(ana, "PUT", "/email", RIGHT + ",\"email\":\"%s\"".formatted(next))
                        .text("email"))
                .isEqualTo(next);
        assertThat(login(next, "correct horse").status()).isEqualTo(200);
        assertThat(login(name(ana) + "@example.org", "correct horse").status()).isEqualTo(401);
    }

    @Test
    void othersSeeTheDisplayNameAndNothingMore() throws Exception {
        var ana = server.register("ana");
        assertThat(change(ana, "PATCH", "", "\"displayName\":\" Ana Bell \"").text("displayName"))
                .isEqualTo("Ana Bell");
        String bo = server.register("bo").text("accessToken");
        String id = ana.json().path("user").path("id").asText();
        var profile = server.get("/api/v1/users/" + id, bo);
        assertThat(profile.text("displayName")).isEqualTo("Ana Bell");
        assertThat(profile.json().properties()).hasSize(3);
        assertThat(server.get("/api/v1/users/12345", bo).text("code")).isEqualTo("no_such_user");
        assertThat(change(ana, "PATCH", "", "\"displayName\":\"%s\"".formatted("x".repeat(65)))
                        .text("code"))
                .isEqualTo("invalid");
    }

    @Test
    void whoDeactivatesHimselfIsOut() throws Exception {
        var ana = server.register("ana");
        TestSocket socket = TestSocket.hello(server.url(), ana.text("accessToken"));
        assertThat(change(ana, "POST", "/deactivate", RIGHT).status()).isEqualTo(204);
        socket.awaitsClose(4504);
        assertThat(login(name(ana), "correct horse").status()).isEqualTo(401);
        assertThat(refresh(ana).status()).isEqualTo(401);
    }

    @Test
    void whoDeletesHimselfIsForgottenAndHisNameIsFree() throws Exception {
        var ana = server.register("ana");
        var bo = server.register("bo");
        TestSocket socket = TestSocket.hello(server.url(), ana.text("accessToken"));
        assertThat(change(ana, "POST", "/delete", RIGHT).status()).isEqualTo(204);
        socket.awaitsClose(4504);
        String id = ana.json().path("user").path("id").asText();
        assertThat(server.get("/api/v1/users/" + id, bo.text("accessToken")).text("username"))
                .isEqualTo("deleted user");
        assertThat(server.register(name(ana), "").status()).isEqualTo(201);
    }

    private RunningServer.Answer rename(RunningServer.Answer user, String username) throws Exception {
        return change(user, "PUT", "/username", RIGHT + ",\"username\":\"%s\"".formatted(username));
    }

    private RunningServer.Answer change(RunningServer.Answer user, String method, String path, String fields)
            throws Exception {
        return server.send(method, ACCOUNT + path, user.text("accessToken"), "{" + fields + "}");
    }

    private RunningServer.Answer login(String login, String password) throws Exception {
        return server.post("/api/v1/login", null, "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(login, password));
    }

    private RunningServer.Answer refresh(RunningServer.Answer signedIn) throws Exception {
        return server.post(
                "/api/v1/refresh", null, "{\"refreshToken\":\"%s\"}".formatted(signedIn.text("refreshToken")));
    }

    private static String name(RunningServer.Answer user) {
        return user.json().path("user").path("username").asText();
    }
}
