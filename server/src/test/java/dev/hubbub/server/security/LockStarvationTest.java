package dev.hubbub.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.server.rest.RunningServer;
import dev.hubbub.server.rest.TestSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nobody can hold what others wait for: not a room's row, not the threads that check passwords, not the queue of a
/// committer. Each test keeps an attack up until others have been served beside it.
@Tag("integration")
class LockStarvationTest {
    private static final int SERVED = 10;
    private static final int MORE_THAN_WAIT = 20 * Runtime.getRuntime().availableProcessors();

    private static RunningServer server;
    private static Actor eve;

    /// With passwords that take a while, so that checking them could hold somebody up.
    @BeforeAll
    static void start() throws Exception {
        server = RunningServer.of(Map.of("HUBBUB_BCRYPT_COST", "8"));
        server.administrator();
        eve = Actor.named(server, "eve");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void guessingRoomPasswordsHoldsUpNeitherSignInsNorTheRoom(boolean overRest) throws Exception {
        Actor ana = Actor.named(server, "ana");
        String room = ana.hiddenRoom("design", "swordfish");
        eve.socket();
        Callable<Told> guess = overRest
                ? () -> eve.rest("POST", "/rooms/" + room + "/join", "{'password':'guessed'}")
                : () -> eve.socket("join_room", ",'room':'" + room + "','password':'guessed'");
        assertThat(besides(guess, () -> {
                    ana.post(room, "still here");
                    return ana.again().rest("GET", "/rooms/" + room, null);
                }))
                .allMatch(Told::isDone);
    }

    /// Many more than the queue of passwords holds, of nobody in particular, since an account would be slowed down
    /// before that.
    @Test
    void aFloodOfLoginsIsTurnedAwayWhileOthersTalk() throws Exception {
        try (RunningServer dear = RunningServer.of(Map.of("HUBBUB_BCRYPT_COST", "12"));
                ExecutorService flooding = Executors.newVirtualThreadPerTaskExecutor()) {
            Actor ana = Actor.named(dear, "ana");
            ana.socket();
            List<Future<RunningServer.Answer>> flood = IntStream.range(0, MORE_THAN_WAIT)
                    .mapToObj(i -> "{\"login\":\"nobody%d\",\"password\":\"wrong horse\"}".formatted(i))
                    .map(login -> flooding.submit(() -> dear.post(Actor.API + "/login", null, login)))
                    .toList();
            for (int i = 0; i < SERVED; i++) {
                assertThat(ana.socket("post", ",'room':'1','text':'still here'").isDone())
                        .isTrue();
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<RunningServer.Answer> login : flood) {
                RunningServer.Answer answer = login.get();
                statuses.add(answer.status());
                if (answer.status() == 503) {
                    assertThat(answer.text("code")).isEqualTo("overloaded");
                    assertThat(Long.parseLong(answer.header("Retry-After"))).isPositive();
                    assertThat(answer.json().path("retryAfterMs").asLong()).isPositive();
                }
            }
            assertThat(statuses).contains(401, 503).containsOnly(401, 503);
        }
    }

    @Test
    void guessingAnAccountsPasswordHoldsUpNobodyElse() throws Exception {
        Actor ana = Actor.named(server, "ana");
        Actor bo = Actor.named(server, "bo");
        String guess = "{'login':'%s','password':'wrong horse'}".formatted(bo.username());
        assertThat(besides(
                        () -> Actor.rest(server, null, "POST", "/login", guess),
                        () -> ana.again().rest("GET", "/rooms", null)))
                .allMatch(Told::isDone);
    }

    @Test
    void renamingJoiningAndLeavingWithoutEndHoldsUpNoPost() throws Exception {
        Actor ana = Actor.named(server, "ana");
        String room = eve.publicRoom("contended " + Actor.fresh());
        Actor mallory = Actor.named(server, "mallory");
        ana.rest("POST", "/rooms/" + room + "/join", "{}");
        assertThat(besides(
                        () -> {
                            mallory.rest("POST", "/rooms/" + room + "/join", "{}");
                            mallory.rest("POST", "/rooms/" + room + "/leave", "{}");
                            return eve.rest("PATCH", "/rooms/" + room, "{'name':'" + Actor.fresh() + "'}");
                        },
                        () -> ana.rest("POST", "/rooms/" + room + "/messages", "{'text':'still here'}")))
                .allMatch(Told::isDone);
    }

    @Test
    void aRequestThatNeverEndsHoldsUpNobody() throws Exception {
        Actor ana = Actor.named(server, "ana");
        String room = ana.publicRoom("unfinished " + Actor.fresh());
        List<TestSocket> halves = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            TestSocket half = TestSocket.open(server.url(), Map.of());
            half.say("{'type':'hello','token':'" + eve.token() + "'}");
            half.awaits("welcome");
            half.socket().sendText("{\"type\":\"post\",\"room\":\"1\"", false).join();
            halves.add(half);
        }
        for (int i = 0; i < SERVED; i++) {
            ana.post(room, "still here");
            ana.post("1", "to all");
            assertThat(ana.socket("history", ",'room':'1'").isDone()).isTrue();
        }
        halves.forEach(half -> half.socket().abort());
    }

    /// Eve's two rooms wait for each other's names in turn, which is where locks taken out of order would meet.
    @Test
    void crossedRenamesOfManyRoomsComeToAnEnd() throws Exception {
        List<String> rooms = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            rooms.add(eve.publicRoom("crossed " + i + Actor.fresh()));
        }
        String name = "the same " + Actor.fresh();
        List<Callable<Told>> renames = IntStream.range(0, 60)
                .<Callable<Told>>mapToObj(i -> () -> eve.rest(
                        "PATCH",
                        "/rooms/" + rooms.get(i % rooms.size()),
                        "{'name':'" + (i % 3 == 0 ? name : name + i) + "'}"))
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Told> told : threads.invokeAll(renames)) {
                assertThat(told.get().code()).isIn("", "name_taken");
            }
        }
    }

    /// What the served were told while the attack went on.
    private static List<Told> besides(Callable<Told> attack, Callable<Told> service) throws Exception {
        List<Told> served = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> attackers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                attackers.add(threads.submit(() -> {
                    while (!Thread.interrupted()) {
                        attack.call();
                    }
                    return null;
                }));
            }
            try {
                for (int i = 0; i < SERVED; i++) {
                    served.add(service.call());
                }
                assertThat(attackers).as("still attack").noneMatch(Future::isDone);
            } finally {
                attackers.forEach(attacker -> attacker.cancel(true));
            }
        }
        return served;
    }
}
