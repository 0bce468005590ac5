package dev.hubbub.client;

import static dev.hubbub.client.ScriptedServer.BO;
import static dev.hubbub.client.Stage.DESIGN;
import static dev.hubbub.client.Stage.HALLWAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage.AckBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The delivery contract's client half, under thousands of seeded networks.
class DeliveryLawTest {
    private static final int SEEDS = 700;
    private static final int STEPS = 60;

    private final List<CompletableFuture<Outcome<AckBody.Stored>>> posts = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();

    @Test
    void eachEventComesOnceAndInOrderAndEachPostIsStoredOnceInAnyStorm() {
        for (long seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Stage stage = new Stage(random, Weather.stormy(random), random.nextBoolean());
            play(stage, random);

            assertThat(stored(stage)).as("seed %d: stored", seed).containsExactlyInAnyOrderElementsOf(texts);
            assertDelivered(stage, seed);
            assertAcksTellTheTruth(stage, seed);
        }
    }

    @Test
    void postsKeepTheirOrderAcrossReconnects() {
        for (long seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Stage stage = new Stage(random, Weather.cutting(random), false);
            play(stage, random);

            assertThat(stored(stage)).as("seed %d", seed).isEqualTo(texts);
        }
    }

    @Test
    void aBoundedReplayIsToldAndNeverHidden() {
        for (long seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Stage stage = new Stage(random, Weather.stormy(random), false);
            stage.server.replayAtMost(1 + random.nextInt(5));
            play(stage, random);

            assertNoHiddenGap(stage, HALLWAY, seed);
            assertNoHiddenGap(stage, DESIGN, seed);
            assertThat(stored(stage)).as("seed %d: stored", seed).containsExactlyInAnyOrderElementsOf(texts);
        }
    }

    /// Posts, joins and leaves in bad weather, then waits in good weather until all is settled.
    private void play(Stage stage, SplittableRandom random) {
        posts.clear();
        texts.clear();
        boolean inDesign = false;
        stage.goOnline();
        for (int step = 0; step < STEPS; step++) {
            stage.loop.pass(random.nextInt(120));
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> {
                    texts.add("a-" + step);
                    posts.add(stage.client.post(HALLWAY, "a-" + step));
                }
                case 4, 5, 6, 7 -> stage.server.posts(BO, HALLWAY, "b-" + step);
                case 8, 9 -> stage.server.posts(BO, DESIGN, "d-" + step);
                case 10 -> stage.server.cut();
                default -> {
                    if (inDesign) {
                        stage.server.leave(DESIGN);
                    } else {
                        stage.server.join(DESIGN);
                    }
                    inDesign = !inDesign;
                }
            }
        }
        stage.weather.clear();
        stage.server.posts(BO, HALLWAY, "the end");
        boolean settled = stage.loop.runUntil(() -> isSettled(stage), Stage.LONG_ENOUGH_MS);
        assertThat(settled).as("settled, after %s", stage.ana.states.getLast()).isTrue();
        stage.loop.pass(1_000);
    }

    private boolean isSettled(Stage stage) {
        List<Long> hallway = stage.ana.of(HALLWAY);
        return posts.stream().allMatch(CompletableFuture::isDone)
                && stage.ana.isOnline()
                && !hallway.isEmpty()
                && hallway.getLast() == stage.server.lastSeq(HALLWAY);
    }

    private static List<String> stored(Stage stage) {
        return stage.server.log(HALLWAY).stream()
                .filter(event -> event.author().equals(ScriptedServer.ANA))
                .map(event -> String.valueOf(event.text()))
                .toList();
    }

    private static void assertDelivered(Stage stage, long seed) {
        assertThat(stage.ana.of(HALLWAY))
                .as("seed %d: hallway", seed)
                .isEqualTo(LongStream.rangeClosed(1, stage.server.lastSeq(HALLWAY))
                        .boxed()
                        .toList());
        assertThat(stage.ana.of(DESIGN)).as("seed %d: design", seed).isSorted().doesNotHaveDuplicates();
    }

    private static void assertNoHiddenGap(Stage stage, RoomId room, long seed) {
        List<Long> seqs = stage.ana.of(room);
        assertThat(seqs).as("seed %d: %s", seed, room).isSorted().doesNotHaveDuplicates();
        for (int i = 1; i < seqs.size(); i++) {
            long seq = seqs.get(i);
            boolean told =
                    stage.ana.resets.getOrDefault(room, List.of()).stream().anyMatch(from -> from <= seq);
            boolean joining = stage.server.log(room).get((int) seq - 1).kind().changesAudience();
            boolean began = stage.ana.starts.getOrDefault(room, Set.of()).contains(seq);
            assertThat(seq == seqs.get(i - 1) + 1 || told || joining || began)
                    .as("seed %d: %s jumps to %d", seed, room, seq)
                    .isTrue();
        }
    }

    private void assertAcksTellTheTruth(Stage stage, long seed) {
        for (int i = 0; i < posts.size(); i++) {
            Outcome<AckBody.Stored> outcome = posts.get(i).join();
            assertThat(outcome).as("seed %d", seed).isInstanceOf(Outcome.Acked.class);
            long seq = ((Outcome.Acked<AckBody.Stored>) outcome).body().seq();
            Event event = stage.server.log(HALLWAY).get((int) seq - 1);
            assertThat(event.text()).as("seed %d", seed).isEqualTo(texts.get(i));
        }
    }
}
