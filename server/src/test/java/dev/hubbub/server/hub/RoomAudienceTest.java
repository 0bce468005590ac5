package dev.hubbub.server.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RoomAudienceTest {
    private final RoomAudience hallway = new RoomAudience(new RoomId(1), 0);

    @Test
    void whoeverLeavesInWhateverOrderTheOthersStayOnceEach() {
        Random random = new Random(1);
        List<Feed> present = new ArrayList<>();
        for (int step = 0; step < 10_000; step++) {
            if (present.isEmpty() || random.nextInt(5) < 3) {
                present.add(enter());
            } else {
                hallway.remove(present.remove(random.nextInt(present.size())));
            }
        }
        assertThat(called()).containsExactlyInAnyOrderElementsOf(present);
        present.forEach(hallway::remove);
        assertThat(hallway.isEmpty()).isTrue();
    }

    @Test
    void everyoneIsCalledHoweverManyGoMeanwhile() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            List<Feed> present = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                present.add(enter());
            }
            List<Feed> expected = List.copyOf(present);
            List<Feed> called = new ArrayList<>();
            hallway.forEach(feed -> {
                called.add(feed);
                for (int i = random.nextInt(3); i > 0 && !present.isEmpty(); i--) {
                    hallway.remove(present.remove(random.nextInt(present.size())));
                }
            });
            assertThat(called).as("seed %d", seed).containsAll(present).isSubsetOf(expected);
            present.forEach(hallway::remove);
        }
    }

    private List<Feed> called() {
        List<Feed> all = new ArrayList<>();
        hallway.forEach(all::add);
        return all;
    }

    private Feed enter() {
        Feed feed = new Feed(new RecordingSubscriber(new UserId(2)), hallway, 0, true);
        hallway.add(feed);
        return feed;
    }
}
