package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Forgotten passwords and changed addresses, on a server that sends mail.
@Tag("integration")
class PasswordResetTest {
    private static final String RESET = "/api/v1/password-reset";
    private static final Pattern TOKEN = Pattern.compile("(?m)^ {4}(\\S+)$");
    private static final GreenMail MAIL = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    private static RunningServer server;

    @BeforeAll
    static void start() {
        MAIL.start();
        server = RunningServer.of(Map.of(
                "SMTP_HOST", "127.0.0.1",
                "SMTP_PORT", Integer.toString(MAIL.getSmtp().getPort()),
                "SMTP_SECURITY", "none",
                "SMTP_FROM", "Hubbub <chat@example.org>"));
    }

    @AfterAll
    static void stop() {
        server.close();
        MAIL.stop();
    }

    @BeforeEach
    void empty() throws Exception {
        MAIL.purgeEmailFromAllMailboxes();
    }

    @Test
    void theTokenInTheMailSetsAPasswordOnceAndEndsEverySession() throws Exception {
        var ana = server.register("ana");
        TestSocket socket = TestSocket.hello(server.url(), ana.text("accessToken"));
        assertThat(ask(name(ana) + "@EXAMPLE.org").status()).isEqualTo(202);
        String token = mailed();
        assertThat(confirm(token, "short").text("code")).isEqualTo("invalid");
        assertThat(confirm(token, "battery staple").status()).isEqualTo(204);
        socket.awaitsClose(4504);
        assertThat(server.get("/api/v1/account", ana.text("accessToken")).status())
                .isEqualTo(401);
        assertThat(login(ana, "correct horse").status()).isEqualTo(401);
        assertThat(login(ana, "battery staple").status()).isEqualTo(200);
        assertThat(confirm(token, "another staple").text("code")).isEqualTo("bad_token");
    }

    @Test
    void anUnknownAddressIsAnsweredTheSameAndGetsNoMail() throws Exception {
        var ana = server.register("ana");
        var unknown = ask("nobody@example.org");
        var noAddress = ask("' OR 1=1 --");
        var known = ask(name(ana) + "@example.org");
        assertThat(unknown.status()).isEqualTo(202);
        assertThat(noAddress.status()).isEqualTo(202);
        assertThat(unknown.response().body()).isEqualTo(known.response().body());
        assertThat(mailed()).isNotEmpty();
        assertThat(MAIL.getReceivedMessages()).hasSize(1);
    }

    @Test
    void nobodysMailboxIsFilled() throws Exception {
        var ana = server.register("ana");
        var bo = server.register("bo");
        for (int i = 0; i < 10; i++) {
            assertThat(ask(name(ana) + "@example.org").status()).isEqualTo(202);
        }
        ask(name(bo) + "@example.org");
        assertThat(MAIL.waitForIncomingEmail(20_000, 4)).isTrue();
        assertThat(MAIL.getReceivedMessages()).hasSize(4);
    }

    @Test
    void aPasswordOrAddressChangedMeanwhileMakesTheTokenWorthless() throws Exception {
        var ana = server.register("ana");
        ask(name(ana) + "@example.org");
        String token = mailed();
        server.send(
                "PUT",
                "/api/v1/account/email",
                ana.text("accessToken"),
                "{\"password\":\"correct horse\",\"email\":\"new%s@example.org\"}".formatted(name(ana)));
        assertThat(confirm(token, "battery staple").text("code")).isEqualTo("bad_token");
        assertThat(login(ana, "correct horse").status()).isEqualTo(200);
        assertThat(MAIL.waitForIncomingEmail(20_000, 2)).isTrue();
    }

    @Test
    void theOldAddressIsToldOfTheChangeAndNotOfTheNewOne() throws Exception {
        var ana = server.register("ana");
        String next = "new." + name(ana) + "@example.org";
        changeEmail(ana, "wrong horse", next);
        changeEmail(ana, "correct horse", name(ana) + "@example.org");
        assertThat(changeEmail(ana, "correct horse", next).text("email")).isEqualTo(next);
        assertThat(MAIL.waitForIncomingEmail(20_000, 1)).isTrue();
        assertThat(MAIL.getReceivedMessages()).hasSize(1);
        var notice = MAIL.getReceivedMessages()[0];
        assertThat(notice.getAllRecipients()[0]).hasToString(name(ana) + "@example.org");
        assertThat(notice.getContent().toString()).contains(name(ana)).doesNotContain(next);
    }

    private static RunningServer.Answer changeEmail(RunningServer.Answer who, String password, String email)
            throws Exception {
        return server.send(
                "PUT",
                "/api/v1/account/email",
                who.text("accessToken"),
                "{\"password\":\"%s\",\"email\":\"%s\"}".formatted(password, email));
    }

    @Test
    void anAdministratorHandsOutATokenWithoutMail() throws Exception {
        var ana = server.register("ana");
        String admin = server.administrator();
        String path =
                "/api/v1/admin/users/" + ana.json().path("user").path("id").asText() + "/password-reset";
        assertThat(server.post(path, ana.text("accessToken"), "{}").text("code"))
                .isEqualTo("forbidden");
        var issued = server.post(path, admin, "{}");
        assertThat(issued.status()).isEqualTo(201);
        assertThat(confirm(issued.text("token"), "battery staple").status()).isEqualTo(204);
        assertThat(login(ana, "battery staple").status()).isEqualTo(200);
        assertThat(confirm("guessed", "battery staple").text("code")).isEqualTo("bad_token");
        assertThat(server.post("/api/v1/admin/users/12345/password-reset", admin, "{}")
                        .text("code"))
                .isEqualTo("no_such_user");
    }

    @Test
    void aServerWithoutMailSaysWhoHelps() throws Exception {
        var refused = RunningServer.get().post(RESET, null, "{\"email\":\"ana@example.org\"}");
        assertThat(refused.text("code")).isEqualTo("not_possible");
        assertThat(refused.text("detail")).contains("administrator");
    }

    private static RunningServer.Answer ask(String email) throws Exception {
        return server.post(RESET, null, "{\"email\":\"%s\"}".formatted(email));
    }

    private static RunningServer.Answer confirm(String token, String password) throws Exception {
        return server.post(
                RESET + "/confirm", null, "{\"token\":\"%s\",\"newPassword\":\"%s\"}".formatted(token, password));
    }

    private static RunningServer.Answer login(RunningServer.Answer user, String password) throws Exception {
        return server.post(
                "/api/v1/login", null, "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(name(user), password));
    }

    private static String mailed() throws Exception {
        assertThat(MAIL.waitForIncomingEmail(20_000, 1)).isTrue();
        Matcher token = TOKEN.matcher(
                MAIL.getReceivedMessages()[0].getContent().toString().replace("\r", ""));
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    private static String name(RunningServer.Answer user) {
        return user.json().path("user").path("username").asText();
    }
}
