package dev.hubbub.client;

import static dev.hubbub.client.ScriptedServer.BO;
import static dev.hubbub.client.Stage.DESIGN;
import static dev.hubbub.client.Stage.HALLWAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.CloseCode;
import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.ServerMessage.AckBody;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LinkTest {
    private final Stage stage = Stage.calm();

    @Test
    void aRoomWithoutACursorStartsAtItsNewestEvent() {
        stage.server.posts(BO, HALLWAY, "before");
        stage.goOnline();
        stage.server.posts(BO, HALLWAY, "after");
        stage.loop.pass(1_000);
        assertThat(stage.ana.of(HALLWAY)).containsExactly(2L);
    }

    @Test
    void aReplayFromTheStartBeginsWithTheFirstEvent() {
        SplittableRandom random = new SplittableRandom(1);
        Stage fresh = new Stage(random, Weather.calm(random), true);
        fresh.server.posts(BO, HALLWAY, "one");
        fresh.server.posts(BO, HALLWAY, "two");
        fresh.goOnline();
        fresh.loop.pass(1_000);
        assertThat(fresh.ana.of(HALLWAY)).containsExactly(1L, 2L);
    }

    @Test
    void aTokenIsRenewedInTimeOnTheSameConnection() {
        stage.server.tokenMs = 900_000L;
        stage.goOnline();
        stage.loop.pass(2_000_000);
        assertThat(stage.server.heard().stream().filter(Command.Renew.class::isInstance))
                .hasSizeBetween(2, 3);
        assertThat(stage.server.opened()).isEqualTo(1);
    }

    @Test
    void aTokenWithoutAnEndIsNotRenewed() {
        stage.goOnline();
        stage.loop.pass(2_000_000);
        assertThat(stage.server.heard()).noneMatch(Command.Renew.class::isInstance);
    }

    @Test
    void aConnectionThatClosesWithItsTokenIsOpenedWithAnother() {
        stage.goOnline();
        stage.server.close(CloseCode.TOKEN_EXPIRED.code());
        stage.loop.pass(60_000);
        assertThat(stage.server.opened()).isEqualTo(2);
        assertThat(stage.ana.isOnline()).isTrue();
    }

    @Test
    void aClientWhoseSessionEndedStaysAway() {
        stage.goOnline();
        stage.server.close(CloseCode.SESSION_ENDED.code());
        stage.loop.pass(600_000);
        assertThat(stage.server.opened()).isEqualTo(1);
    }

    @Test
    void aDuplicateIsDroppedAndCounted() {
        stage.goOnline();
        stage.server.posts(BO, HALLWAY, "one");
        stage.server.tell(
                new ServerMessage.EventDelivered(stage.server.log(HALLWAY).getFirst()));
        stage.loop.pass(1_000);
        assertThat(stage.ana.of(HALLWAY)).containsExactly(1L);
        assertThat(counts().duplicates()).isEqualTo(1);
    }

    @Test
    void aHoleEndsTheConnectionAndTheReplayFillsIt() {
        stage.goOnline();
        stage.weather.lostEvent = 1_000;
        stage.server.posts(BO, HALLWAY, "lost");
        stage.weather.lostEvent = 0;
        stage.server.posts(BO, HALLWAY, "seen");
        stage.loop.pass(5_000);
        assertThat(stage.ana.of(HALLWAY)).containsExactly(1L, 2L);
        assertThat(counts().holes()).isEqualTo(1);
    }

    @Test
    void anEventOfAnUnknownKindLeavesNoHole() {
        stage.goOnline();
        var poll = new ServerMessage.UnknownEvent(HALLWAY, 1, "poll_opened", Instant.EPOCH, BO);
        stage.server.tell(poll);
        stage.server.tell(new ServerMessage.EventDelivered(
                Event.message(HALLWAY, 2, Instant.EPOCH, BO, new Ref("b-2"), "after it")));
        stage.loop.pass(1_000);
        assertThat(stage.ana.unknown).containsExactly(poll);
        assertThat(stage.ana.of(HALLWAY)).containsExactly(2L);
        assertThat(counts().holes()).isZero();
    }

    @Test
    void aHoleThatTheReplayLeavesIsToldAsAReset() {
        stage.goOnline();
        Event later = Event.message(HALLWAY, 5, Instant.EPOCH, BO, new Ref("b-5"), "far away");
        stage.server.tell(new ServerMessage.EventDelivered(later));
        stage.loop.pass(5_000);
        stage.server.tell(new ServerMessage.EventDelivered(later));
        stage.loop.pass(5_000);
        assertThat(stage.ana.of(HALLWAY)).containsExactly(5L);
        assertThat(stage.ana.resets.get(HALLWAY)).containsExactly(5L);
    }

    @Test
    void anotherEpochForgetsEveryCursorAndIsTold() {
        stage.goOnline();
        stage.server.posts(BO, HALLWAY, "one");
        stage.loop.pass(1_000);
        stage.server.rewind("second");
        stage.awaitOnline();
        stage.loop.pass(30_000);
        assertThat(stage.ana.epochs).containsExactly("second");
        stage.server.cut();
        stage.loop.pass(30_000);
        assertThat(lastHello().epoch()).isEqualTo("second");
    }

    @Test
    void aServerThatFallsSilentIsLeft() {
        stage.goOnline();
        stage.server.fallSilent();
        stage.loop.pass(31_000);
        assertThat(stage.ana.states)
                .contains(new ConnectionState.Connecting())
                .anyMatch(state -> state instanceof ConnectionState.Waiting waiting
                        && waiting.why().contains("silent"));
        stage.loop.pass(10_000);
        assertThat(stage.ana.isOnline()).isTrue();
    }

    @Test
    void anIdleConnectionIsKept() {
        stage.goOnline();
        stage.loop.pass(600_000);
        assertThat(stage.server.opened()).isEqualTo(1);
        assertThat(stage.server.heard()).contains(new Command.Ping());
    }

    @Test
    void aCodeThatSaysNotToReconnectEndsTheClientAndAbandonsItsCommands() {
        stage.goOnline();
        CompletableFuture<Outcome<AckBody.Stored>> post = stage.client.post(HALLWAY, "too late");
        stage.server.close(4_500);
        stage.loop.pass(60_000);
        assertThat(stage.ana.state()).isInstanceOf(ConnectionState.Closed.class);
        assertThat(post.join()).isInstanceOf(Outcome.class);
        assertThat(stage.server.opened()).isEqualTo(1);
    }

    @Test
    void anExpiredTokenIsAskedForAgain() {
        List<String> tokens = new ArrayList<>();
        ScriptedServer server = stage.server;
        ClientOptions options = Stage.options(false, null);
        HubbubClient client =
                new HubbubClient(stage.loop, server, withToken(options, tokens), stage.ana, new SplittableRandom(2));
        client.start();
        stage.awaitOnline();
        server.close(4_002);
        stage.loop.pass(5_000);
        assertThat(tokens).containsExactly("t-0", "t-1");
    }

    @Test
    void aGoodbyeSaysWhenToComeBack() {
        stage.goOnline();
        stage.server.tell(new ServerMessage.Goodbye("restarting", 7_000));
        stage.loop.pass(1_000);
        stage.server.close(1_012);
        stage.loop.pass(6_500);
        assertThat(stage.server.opened()).isEqualTo(1);
        stage.loop.pass(5_000);
        assertThat(stage.ana.isOnline()).isTrue();
    }

    @Test
    void aRefusalThatHelpsNothingToRepeatReachesTheCaller() {
        stage.goOnline();
        stage.weather.cut = 0;
        CompletableFuture<Outcome<AckBody.Stored>> post = stage.client.post(HALLWAY, "x".repeat(20_000));
        stage.loop.pass(1_000);
        assertThat(post.join())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.TOO_LARGE));
    }

    @Test
    void leavingAndComingBackIsNoHole() {
        stage.server.join(DESIGN);
        stage.goOnline();
        stage.server.posts(BO, DESIGN, "two");
        stage.server.leave(DESIGN);
        stage.server.posts(BO, DESIGN, "not for ana");
        stage.server.join(DESIGN);
        stage.loop.pass(5_000);
        assertThat(stage.ana.of(DESIGN)).containsExactly(2L, 3L, 5L);
        assertThat(stage.ana.left).containsExactly(DESIGN);
        assertThat(counts().holes()).isZero();
    }

    @Test
    void anotherClientGoesOnWhereTheFirstOneStood() {
        stage.goOnline();
        stage.server.posts(BO, HALLWAY, "one");
        stage.loop.pass(1_000);
        CompletableFuture<Resumption> stood = stage.client.resumption();
        stage.client.close();
        stage.loop.pass(1);
        stage.server.posts(BO, HALLWAY, "two");
        Transcript second = new Transcript();
        new HubbubClient(stage.loop, stage.server, Stage.options(false, stood.join()), second, new SplittableRandom(3))
                .start();
        stage.loop.pass(5_000);
        assertThat(second.of(HALLWAY)).containsExactly(2L);
    }

    @Test
    void aClientThatGoesOnForAnotherIsToldOfRoomsLeftMeanwhile() {
        stage.server.join(DESIGN);
        stage.goOnline();
        CompletableFuture<Resumption> stood = stage.client.resumption();
        stage.client.close();
        stage.loop.pass(1);
        stage.server.leave(DESIGN);
        Transcript second = new Transcript();
        new HubbubClient(stage.loop, stage.server, Stage.options(false, stood.join()), second, new SplittableRandom(3))
                .start();
        stage.loop.pass(5_000);
        assertThat(second.left).containsExactly(DESIGN);
    }

    @Test
    void aRoomThatWasLeftIsNoPlaceToGoOnFrom() {
        stage.server.join(DESIGN);
        stage.goOnline();
        stage.server.leave(DESIGN);
        stage.loop.pass(1_000);
        CompletableFuture<Resumption> stood = stage.client.resumption();
        stage.loop.pass(1);
        assertThat(stood.join().cursors()).containsOnlyKeys(HALLWAY);
    }

    private ClientCounts counts() {
        CompletableFuture<ClientCounts> counts = stage.client.counts();
        stage.loop.pass(0);
        return counts.join();
    }

    private Command.Hello lastHello() {
        return stage.server.heard().stream()
                .filter(Command.Hello.class::isInstance)
                .map(Command.Hello.class::cast)
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    private static ClientOptions withToken(ClientOptions options, List<String> tokens) {
        return new ClientOptions(
                options.uris(),
                () -> {
                    tokens.add("t-" + tokens.size());
                    return tokens.getLast();
                },
                options.replayFromStart(),
                options.epoch(),
                options.cursors(),
                options.firstBackoff(),
                options.mostBackoff(),
                options.idle(),
                options.patience(),
                options.outboxCapacity(),
                options.window());
    }
}
