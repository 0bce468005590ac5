package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class SessionRoutesTest {
    private static final String SESSIONS = "/api/v1/sessions";

    private final RunningServer server = RunningServer.get();

    @Test
    void oneSeesWhereOneIsSignedIn() throws Exception {
        RunningServer.Answer laptop = server.register("ana");
        RunningServer.Answer phone = signInAgain(laptop);
        JsonNode sessions = sessions(phone);
        assertThat(sessions).hasSize(2);
        assertThat(sessions.path(0).path("current").asBoolean()).isTrue();
        assertThat(sessions.path(1).path("current").asBoolean()).isFalse();
        assertThat(sessions.path(0).path("device").asText()).startsWith("Java-http-client");
        assertThat(sessions.path(0).path("address").asText()).isEqualTo("127.0.0.1");
    }

    @Test
    void anEndedSessionIsOutAtOnceAndEverywhere() throws Exception {
        RunningServer.Answer laptop = server.register("ana");
        RunningServer.Answer phone = signInAgain(laptop);
        TestSocket phonesSocket = TestSocket.hello(server.url(), phone.text("accessToken"));
        TestSocket laptopsSocket = TestSocket.hello(server.url(), laptop.text("accessToken"));
        String phonesId = other(laptop);

        assertThat(server.send("DELETE", SESSIONS + "/" + phonesId, laptop.text("accessToken"), null)
                        .json()
                        .path("ended")
                        .asInt())
                .isEqualTo(1);

        phonesSocket.awaitsClose(4504);
        assertThat(server.get("/api/v1/rooms", phone.text("accessToken")).status())
                .isEqualTo(401);
        assertThat(refresh(phone).status()).isEqualTo(401);
        TestSocket again = TestSocket.open(server.url(), java.util.Map.of());
        again.say("{'type':'hello','token':'%s'}".formatted(phone.text("accessToken")));
        again.awaitsClose(4500);
        assertThat(laptopsSocket.isOpen()).isTrue();
        assertThat(sessions(laptop)).hasSize(1);
    }

    @Test
    void allOthersEndTogether() throws Exception {
        RunningServer.Answer laptop = server.register("ana");
        List<RunningServer.Answer> others = List.of(signInAgain(laptop), signInAgain(laptop));
        assertThat(server.send("DELETE", SESSIONS, laptop.text("accessToken"), null)
                        .json()
                        .path("ended")
                        .asInt())
                .isEqualTo(2);
        for (RunningServer.Answer other : others) {
            assertThat(server.get(SESSIONS, other.text("accessToken")).status()).isEqualTo(401);
        }
        assertThat(sessions(laptop)).hasSize(1);
    }

    @Test
    void nobodyEndsOrFindsASessionOfSomebodyElse() throws Exception {
        RunningServer.Answer ana = server.register("ana");
        RunningServer.Answer bo = server.register("bo");
        String anas = sessions(ana).path(0).path("id").asText();
        RunningServer.Answer hers = server.send("DELETE", SESSIONS + "/" + anas, bo.text("accessToken"), null);
        RunningServer.Answer nobodys = server.send("DELETE", SESSIONS + "/12345", bo.text("accessToken"), null);
        assertThat(hers.status()).isEqualTo(404);
        assertThat(hers.withoutId()).isEqualTo(nobodys.withoutId());
        assertThat(sessions(ana)).hasSize(1);
    }

    @Test
    void signingOutEndsTheSessionThatAsks() throws Exception {
        RunningServer.Answer ana = server.register("ana");
        TestSocket socket = TestSocket.hello(server.url(), ana.text("accessToken"));
        assertThat(server.send("POST", "/api/v1/logout", ana.text("accessToken"), null)
                        .status())
                .isEqualTo(200);
        socket.awaitsClose(4504);
        assertThat(server.get(SESSIONS, ana.text("accessToken")).status()).isEqualTo(401);
        assertThat(refresh(ana).status()).isEqualTo(401);
    }

    @Test
    void aRefreshTokenThatComesTwiceEndsTheOpenConnectionToo() throws Exception {
        RunningServer.Answer ana = server.register("ana");
        RunningServer.Answer next = refresh(ana);
        TestSocket socket = TestSocket.hello(server.url(), next.text("accessToken"));
        assertThat(refresh(ana).status()).isEqualTo(401);
        socket.awaitsClose(4504);
        assertThat(server.get(SESSIONS, next.text("accessToken")).status()).isEqualTo(401);
        assertThat(refresh(next).status()).isEqualTo(401);
    }

    @Test
    void aConnectionGoesOnWithAFreshTokenOfItsSessionOnly() throws Exception {
        RunningServer.Answer ana = server.register("ana");
        RunningServer.Answer bo = server.register("bo");
        RunningServer.Answer phone = signInAgain(ana);
        TestSocket socket = TestSocket.hello(server.url(), ana.text("accessToken"));
        socket.awaits("\"expiresInMs\":");
        socket.say("{'type':'renew','ref':'r-1','token':'%s'}".formatted(bo.text("accessToken")));
        socket.awaits("\"ref\":\"r-1\",\"code\":\"unauthenticated\"");
        socket.say("{'type':'renew','ref':'r-2','token':'%s'}".formatted(phone.text("accessToken")));
        socket.awaits("\"ref\":\"r-2\",\"code\":\"unauthenticated\"");
        socket.say("{'type':'renew','ref':'r-3','token':'%s'}"
                .formatted(refresh(ana).text("accessToken")));
        socket.awaits("{\"type\":\"ack\",\"ref\":\"r-3\",\"expiresInMs\":");
    }

    private RunningServer.Answer signInAgain(RunningServer.Answer user) throws Exception {
        String name = user.json().path("user").path("username").asText();
        return server.post("/api/v1/login", null, "{\"login\":\"%s\",\"password\":\"correct horse\"}".formatted(name));
    }

    private RunningServer.Answer refresh(RunningServer.Answer signedIn) throws Exception {
        return server.post(
                "/api/v1/refresh", null, "{\"refreshToken\":\"%s\"}".formatted(signedIn.text("refreshToken")));
    }

    private JsonNode sessions(RunningServer.Answer signedIn) throws Exception {
        return server.get(SESSIONS, signedIn.text("accessToken")).json().path("sessions");
    }

    private String other(RunningServer.Answer signedIn) throws Exception {
        for (JsonNode session : sessions(signedIn)) {
            if (!session.path("current").asBoolean()) {
                return session.path("id").asText();
            }
        }
        throw new AssertionError("there is no other session");
    }
}
