package dev.hubbub.server.hub;

import static dev.hubbub.server.hub.SteppedHallway.ANA;
import static dev.hubbub.server.hub.SteppedHallway.BO;
import static dev.hubbub.server.hub.SteppedHallway.CY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.Person;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Every connection sees what happened while its user was in, once and in order: however slowly it reads, and
/// though the log, from which it may be fed, is ahead of what is published, and not all of that is published at
/// all. Only of a stay that began while it was opened, and is over, it may see nothing.
class ShardLawTest {
    private static final int SMALL = 2_000;

    private SteppedHallway hallway = new SteppedHallway(new Audiences(0, RoomInterest.NONE));
    /// How rarely all are cut off.
    private int endurance = 1;

    /// @param cursor what it had when it came
    /// @param head how far the log went when its snapshot was read
    private record Since(long cursor, long head) {}

    @AfterEach
    void forget() {
        hallway.shard().forget();
    }

    @Test
    void everyConnectionSeesWhatHappenedWhileItsUserWasInOnceAndInOrder() {
        for (long seed = 0; seed < 4_000; seed++) {
            runRandomConversation(seed);
        }
    }

    /// The one who left gets past that by the log, and so to his coming back and beyond, before that is
    /// published.
    @Test
    void whoReadsTheLogPastHisLeavingAndHisComingBackGoesOn() {
        RecordingSubscriber bo = slowBo();
        hallway.append(EventKind.MEMBER_LEFT, BO);
        hallway.publish();
        hallway.settle(new Random(1));
        hallway.append(EventKind.MEMBER_JOINED, BO);
        hallway.append(EventKind.MESSAGE, ANA);
        drain(bo);
        assertThat(bo.received()).containsExactly(1L, 2L, 3L, 4L);
        publishTheRest();
        hallway.append(EventKind.MESSAGE, ANA);
        publishTheRest();
        assertThat(bo.received()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void aLeavingThatIsPublishedOnlyAfterTheLogToldThatHeCameBackEndsNothing() {
        RecordingSubscriber bo = slowBo();
        hallway.append(EventKind.MEMBER_LEFT, BO);
        hallway.append(EventKind.MEMBER_JOINED, BO);
        hallway.append(EventKind.MESSAGE, ANA);
        drain(bo);
        assertThat(bo.received()).containsExactly(1L, 2L, 3L, 4L);
        publishTheRest();
        hallway.append(EventKind.MESSAGE, ANA);
        publishTheRest();
        assertThat(bo.received()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void aStayThatTheLogToldOfFromItsBeginningToItsEndIsNotRepeatedWhenItIsPublished() {
        RecordingSubscriber bo = slowBo();
        hallway.append(EventKind.MEMBER_LEFT, BO);
        hallway.append(EventKind.MEMBER_JOINED, BO);
        hallway.append(EventKind.MEMBER_LEFT, BO);
        drain(bo);
        assertThat(bo.received()).containsExactly(1L, 2L, 3L, 4L);
        publishTheRest();
        assertThat(bo.received()).containsExactly(1L, 2L, 3L, 4L);
        hallway.append(EventKind.MEMBER_JOINED, BO);
        publishTheRest();
        assertThat(bo.received()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    /// In the room, with a message before him that he did not take; nothing is kept for him but in the log.
    private RecordingSubscriber slowBo() {
        RecordingSubscriber bo = hallway.member(BO, 0);
        hallway.settle(new Random(1));
        bo.writable(false);
        hallway.append(EventKind.MESSAGE, ANA);
        hallway.publish();
        hallway.settle(new Random(1));
        return bo;
    }

    private void drain(RecordingSubscriber subscriber) {
        subscriber.writable(true);
        hallway.shard().drained(subscriber);
        hallway.settle(new Random(1));
    }

    private void publishTheRest() {
        hallway.publish();
        hallway.settle(new Random(1));
    }

    private void runRandomConversation(long seed) {
        Random random = new Random(seed);
        hallway = new SteppedHallway(new Audiences(random.nextInt(SMALL), random.nextInt(3), RoomInterest.NONE));
        // From publishing nearly everything at once to a log that is far ahead.
        int delay = 1 + random.nextInt(10);
        endurance = 1 + random.nextInt(20);
        Map<RecordingSubscriber, Since> since = new LinkedHashMap<>();
        for (int step = 0; step < 80; step++) {
            act(random, since);
            if (random.nextInt(delay) == 0) {
                publishSome(random);
            }
            if (random.nextInt(3) == 0) {
                hallway.step(random);
            }
        }
        Shard shard = hallway.shard();
        since.keySet().forEach(subscriber -> subscriber.writable(true));
        since.keySet().forEach(shard::drained);
        settle(random);
        since.forEach((subscriber, from) -> assertThat(subscriber.received())
                .as("seed %d, user %s since %s", seed, subscriber.user(), from)
                .containsExactlyElementsOf(due(subscriber, from)));
        since.keySet().forEach(shard::unregister);
        assertThat(shard.activeRooms()).isEmpty();
        shard.forget();
        assertThat(hallway.isAllReleased()).as("seed %d", seed).isTrue();
    }

    private List<Long> due(RecordingSubscriber subscriber, Since since) {
        List<Long> due = new ArrayList<>(hallway.visible(subscriber.user(), since.cursor()));
        for (List<Long> stay : hallway.stays(subscriber.user())) {
            boolean early = stay.getFirst() > since.head() && stay.getFirst() <= hallway.opened(subscriber);
            boolean over = hallway.isLeaving(subscriber.user(), stay.getLast());
            if (early && over && !subscriber.received().contains(stay.getFirst())) {
                due.removeAll(stay);
            }
        }
        return due;
    }

    private void act(Random random, Map<RecordingSubscriber, Since> since) {
        Person person = List.of(ANA, BO, CY).get(random.nextInt(3));
        switch (random.nextInt(7)) {
            case 0 ->
                hallway.append(hallway.isMember(person) ? EventKind.MEMBER_LEFT : EventKind.MEMBER_JOINED, person);
            case 1, 2 -> {
                hallway.append(EventKind.MESSAGE, ANA);
                hallway.append(EventKind.MESSAGE, ANA);
            }
            case 3 -> {
                long cursor = random.nextLong(hallway.joined(person) - 1, hallway.head() + 1);
                since.put(hallway.connect(person, cursor), new Since(cursor, hallway.head()));
            }
            case 4 -> {
                if (random.nextInt(endurance) == 0) {
                    cutOffAll(since);
                }
            }
            default -> {
                if (!since.isEmpty()) {
                    readOrNot(random, List.copyOf(since.keySet()).get(random.nextInt(since.size())));
                }
            }
        }
    }

    /// Then what is posted until they come back is kept for nobody.
    private void cutOffAll(Map<RecordingSubscriber, Since> since) {
        since.forEach((subscriber, from) -> {
            hallway.shard().unregister(subscriber);
            List<Long> received = subscriber.received();
            List<Long> all = due(subscriber, from);
            assertThat(received).isEqualTo(all.subList(0, Math.min(received.size(), all.size())));
        });
        since.clear();
    }

    private void readOrNot(Random random, RecordingSubscriber subscriber) {
        boolean writable = random.nextBoolean();
        subscriber.writable(writable);
        if (writable) {
            hallway.shard().drained(subscriber);
        }
    }

    private void publishSome(Random random) {
        int published = hallway.published();
        int head = (int) hallway.head();
        if (published < head) {
            int upTo = random.nextInt(published, head) + 1;
            // Now and then a bus loses something, and the shard is told how far the log goes.
            if (random.nextInt(4) > 0 || !hallway.skip(upTo)) {
                hallway.publish(upTo);
            }
        }
    }

    private void settle(Random random) {
        while (hallway.published() < hallway.head()) {
            publishSome(random);
        }
        hallway.settle(random);
    }
}
