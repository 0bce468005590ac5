package dev.hubbub.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.server.cluster.TestNats;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole servers on one database, with a NATS between them.
@Tag("integration")
class TwoNodesTest {
    private final TestNats nats = TestNats.start();

    @TempDir
    private Path folder;

    private TestNodes nodes = TestNodes.none();

    @AfterEach
    void close() {
        nodes.close();
        nats.close();
    }

    @Test
    void whatIsPostedOnOneNodeComesToTheOthersOnceAndInOrder() throws Exception {
        nodes = TestNodes.start(3, folder, Map.of("NATS_URL", nats.url()));
        Guest ana = nodes.guest(0, "ana");
        Guest bo = nodes.guest(1, "bo");
        Guest cy = nodes.guest(2, "cy");
        String room = ana.creates("hallway");
        bo.joins(room);
        cy.joins(room);
        for (int i = 0; i < 50; i++) {
            ana.posts(room, "a" + i);
            bo.posts(room, "b" + i);
            cy.posts("1", "g" + i);
        }
        for (Guest guest : List.of(ana, bo, cy)) {
            guest.awaitsText(room, "a49");
            guest.awaitsText(room, "b49");
            guest.awaitsText("1", "g49");
            guest.hasSeenAllOnceAndInOrder(room);
            guest.hasSeenAllOnceAndInOrder("1");
        }
        assertThat(nodes.metric(1, "hubbub_bus_received_total")).isPositive();
    }

    @Test
    void aJoinOnOneNodeLetsTheUsersConnectionOnTheOtherInWhichNobodyThereWasIn() throws Exception {
        nodes = TestNodes.start(2, folder, Map.of("NATS_URL", nats.url()));
        Guest ana = nodes.guest(0, "ana");
        Guest bo = nodes.guest(1, "bo");
        Guest alsoBo = nodes.again(0, "bo");
        String room = ana.creates("hallway");
        ana.posts(room, "before");
        alsoBo.joins(room);
        bo.awaitsEvent(room, "member_joined");
        bo.awaits("\"type\":\"room\"", room);
        ana.posts(room, "after");
        bo.awaitsText(room, "after");
        assertThat(bo.texts(room)).containsExactly("after");
        alsoBo.leaves(room);
        bo.awaitsEvent(room, "member_left");
        ana.posts(room, "too late");
        ana.posts("1", "for all");
        bo.awaitsText("1", "for all");
        assertThat(bo.texts(room)).containsExactly("after");
    }

    @Test
    void whoWasOnOneNodeGoesOnOnTheOtherWhereHeStopped() throws Exception {
        nodes = TestNodes.start(2, folder, Map.of("NATS_URL", nats.url()));
        Guest ana = nodes.guest(0, "ana");
        Guest bo = nodes.guest(0, "bo");
        String room = ana.creates("hallway");
        bo.joins(room);
        ana.posts(room, "one");
        bo.awaitsText(room, "one");
        long cursor = bo.lastSeq(room);
        bo.hangsUp();
        ana.posts(room, "two");
        Guest later = nodes.resume(1, "bo", room, cursor);
        later.awaitsText(room, "two");
        ana.posts(room, "three");
        later.awaitsText(room, "three");
        assertThat(later.texts(room)).containsExactly("two", "three");
    }

    @Test
    void whoIsRemovedOnOneNodeHearsNoMoreOnTheOtherAndADeletedRoomIsGoneOnBoth() throws Exception {
        nodes = TestNodes.start(2, folder, Map.of("NATS_URL", nats.url()));
        Guest ana = nodes.guest(0, "ana");
        Guest bo = nodes.guest(1, "bo");
        Guest cy = nodes.guest(1, "cy");
        String room = ana.creates("hallway");
        bo.joins(room);
        cy.joins(room);
        ana.removes(room, bo);
        bo.awaitsEvent(room, "member_removed");
        ana.posts(room, "about bo");
        cy.awaitsText(room, "about bo");
        assertThat(bo.texts(room)).isEmpty();
        ana.deletes(room);
        cy.awaits("\"kind\":\"room_deleted\"", "\"room\":\"" + room + "\"");
    }

    @Test
    void aSessionThatEndsOnOneNodeIsClosedOnTheOtherAtOnceAlsoWhileNatsIsAway() throws Exception {
        nodes = TestNodes.start(2, folder, Map.of("NATS_URL", nats.url()));
        Guest ana = nodes.guest(0, "ana");
        Guest alsoAna = nodes.same(1, ana);
        nats.kill();
        ana.signsOut();
        alsoAna.awaitsClose(4504);
    }

    @Test
    void eachNodeShowsWhoIsOnlineWhoTypesAndWhatWasReadOnTheOther() throws Exception {
        nodes = TestNodes.start(2, folder, Map.of("NATS_URL", nats.url(), "HUBBUB_PRESENCE_GRACE_SECONDS", "1"));
        Guest ana = nodes.guest(0, "ana");
        Guest bo = nodes.guest(1, "bo");
        String room = ana.creates("hallway");
        bo.joins(room);
        ana.awaits("\"type\":\"presence\"", room, "\"username\":\"bo\"");
        bo.awaits("\"type\":\"presence\"", room, "\"username\":\"ana\"");
        bo.says("{'type':'typing','room':'%s'}".formatted(room));
        ana.awaits("\"type\":\"typing\"", room, "\"username\":\"bo\"");
        Guest alsoBo = nodes.again(0, "bo");
        long seq = bo.lastSeq(room);
        bo.does("{'type':'read','ref':'%s','room':'%s','seq':" + seq + "}", room);
        alsoBo.awaits("\"type\":\"read\"", room, "\"seq\":" + seq);
    }

    @Test
    void whileNatsIsAwayMessagesCrossAllTheSameAndNothingComesTwiceOnceItIsBack() throws Exception {
        nodes = TestNodes.start(2, folder, Map.of("NATS_URL", nats.url()));
        Guest ana = nodes.guest(0, "ana");
        Guest bo = nodes.guest(1, "bo");
        Guest alsoBo = nodes.again(0, "bo");
        String room = ana.creates("hallway");
        bo.joins(room);
        ana.posts(room, "with NATS");
        bo.awaitsText(room, "with NATS");
        nats.kill();
        for (int i = 0; i < 20; i++) {
            ana.posts(room, "without " + i);
            bo.posts(room, "answer " + i);
        }
        bo.awaitsText(room, "without 19");
        ana.awaitsText(room, "answer 19");
        assertThat(nodes.ready(0)).contains("degraded");
        // Joining as well.
        String design = ana.creates("design");
        alsoBo.joins(design);
        bo.awaitsEvent(design, "member_joined");
        nats.run();
        await().until(() ->
                nodes.metric(0, "hubbub_bus_connected") == 1 && nodes.metric(1, "hubbub_bus_connected") == 1);
        for (int i = 0; i < 20; i++) {
            ana.posts(room, "back " + i);
        }
        bo.awaitsText(room, "back 19");
        ana.awaitsText(room, "back 19");
        bo.hasSeenAllOnceAndInOrder(room);
        ana.hasSeenAllOnceAndInOrder(room);
        assertThat(nodes.ready(0)).doesNotContain("degraded");
    }

    @Test
    void aThousandComingsAndGoingsLeaveNoSubscriptionBehind() throws Exception {
        nodes = TestNodes.start(2, folder, Map.of("NATS_URL", nats.url()));
        Guest ana = nodes.guest(0, "ana");
        Guest bo = nodes.guest(1, "bo");
        List<String> rooms =
                IntStream.range(0, 10).mapToObj(i -> ana.creates("room " + i)).toList();
        ana.hangsUp();
        await().atMost(TestNodes.PATIENCE).until(() -> nats.subscriptions("chat.room." + rooms.getFirst()) == 0);
        int before = nats.subscriptions();
        for (int round = 0; round < 50; round++) {
            bo.joinsAll(rooms);
            bo.leavesAll(rooms);
        }
        await().atMost(TestNodes.PATIENCE)
                .untilAsserted(() -> assertThat(nats.subscriptions()).isEqualTo(before));
    }

    @Test
    void withoutNatsTwoNodesOnOneDatabaseHearOfEachOtherAllTheSame() throws Exception {
        nodes = TestNodes.start(2, folder, Map.of());
        Guest ana = nodes.guest(0, "ana");
        Guest bo = nodes.guest(1, "bo");
        Guest alsoBo = nodes.again(0, "bo");
        String room = ana.creates("hallway");
        alsoBo.joins(room);
        bo.awaitsEvent(room, "member_joined");
        for (int i = 0; i < 20; i++) {
            ana.posts(room, "a" + i);
            bo.posts(room, "b" + i);
        }
        ana.awaitsText(room, "b19");
        bo.awaitsText(room, "a19");
        ana.hasSeenAllOnceAndInOrder(room);
        bo.hasSeenAllOnceAndInOrder(room);
        assertThat(nodes.metric(0, "hubbub_bus_published_total")).isZero();
    }
}
