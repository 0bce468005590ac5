package dev.hubbub.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.server.rest.RunningServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A refresh token that comes a second time was stolen from somebody: the thief and the robbed are both out.
@Tag("integration")
class RefreshReuseTest {
    private final RunningServer server = RunningServer.get();

    @Test
    void whoeverComesSecondEndsTheWholeFamilyOnBothEdges() throws Exception {
        Actor ana = Actor.named(server, "ana");
        var socket = ana.socket();
        Told thief = refresh(ana.refreshToken());
        assertThat(thief.isDone()).isTrue();
        Told robbed = refresh(ana.refreshToken());
        assertThat(robbed.code()).isEqualTo("unauthenticated");

        socket.awaitsClose(4504);
        assertThat(refresh(thief.json().path("refreshToken").asText()).code()).isEqualTo("unauthenticated");
        for (String token :
                List.of(ana.token(), thief.json().path("accessToken").asText())) {
            assertThat(Actor.rest(server, token, "GET", "/rooms", null).code()).isEqualTo("unauthenticated");
        }
    }

    @Test
    void aTokenOfThreeRotationsAgoIsReuseToo() throws Exception {
        Actor ana = Actor.named(server, "ana");
        String newest = ana.refreshToken();
        for (int i = 0; i < 3; i++) {
            newest = refresh(newest).json().path("refreshToken").asText();
        }
        assertThat(refresh(ana.refreshToken()).code()).isEqualTo("unauthenticated");
        assertThat(refresh(newest).code()).isEqualTo("unauthenticated");
    }

    @Test
    void theUsersOtherSignInsGoOn() throws Exception {
        Actor ana = Actor.named(server, "ana");
        Actor elsewhere = ana.again();
        refresh(ana.refreshToken());
        refresh(ana.refreshToken());
        assertThat(elsewhere.rest("GET", "/rooms", null).isDone()).isTrue();
        assertThat(refresh(elsewhere.refreshToken()).isDone()).isTrue();
    }

    /// However many come at once, no two get on with the same token.
    @Test
    void aRaceHasAtMostOneWinner() throws Exception {
        Actor ana = Actor.named(server, "ana");
        Callable<Told> attempt = () -> refresh(ana.refreshToken());
        List<Told> told = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Told> answer : threads.invokeAll(List.of(attempt, attempt, attempt, attempt, attempt))) {
                told.add(answer.get());
            }
        }
        assertThat(told).filteredOn(Told::isDone).hasSizeLessThanOrEqualTo(1);
        for (Told winner : told) {
            assertThat(refresh(winner.json().path("refreshToken").asText("none"))
                            .isDone())
                    .isFalse();
        }
    }

    @Test
    void aMadeUpTokenEndsNobodysSession() throws Exception {
        Actor ana = Actor.named(server, "ana");
        String token = ana.refreshToken();
        for (String made : List.of(token + "x", token.substring(1), "x", ana.token())) {
            assertThat(refresh(made).code()).isEqualTo("unauthenticated");
        }
        assertThat(refresh(token).isDone()).isTrue();
    }

    private Told refresh(String token) throws Exception {
        return Actor.rest(server, null, "POST", "/refresh", "{'refreshToken':'" + token + "'}");
    }
}
