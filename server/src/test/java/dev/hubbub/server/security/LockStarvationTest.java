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

/// Nobody can hold what others wait for: not a room's row, not the threads that check passwords, not the queue of a
/// committer. Each test keeps an attack up until others have been served beside it.
@Tag("integration")
class LockStarvationTest {
    private static final int SERVED = 10;

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

    @Test
    void guessingRoomPasswordsHoldsUpNeitherSignInsNorTheRoom() throws Exception {
        Actor ana = Actor.named(server, "ana");
        String room = ana.hiddenRoom("design", "swordfish");
        assertThat(besides(() -> eve.rest("POST", "/rooms/" + room + "/join", "{'password':'guessed'}"), () -> {
                    ana.post(room, "still here");
                    return ana.again().rest("GET", "/rooms/" + room, null);
                }))
                .allMatch(Told::isDone);
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
            } finally {
                attackers.forEach(attacker -> attacker.cancel(true));
            }
        }
        return served;
    }
}
