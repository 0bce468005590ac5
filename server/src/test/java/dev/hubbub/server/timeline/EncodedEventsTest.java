package dev.hubbub.server.timeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.log.CommittedBatch;
import dev.hubbub.server.timeline.EncodedEvents.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncodedEventsTest {
    private static final RoomId HALLWAY = new RoomId(1);
    private static final Person ANA = new Person(new UserId(2), "ana");
    private static final Person BO = new Person(new UserId(3), "bo");

    private final EncodedEvents events = EncodedEvents.of(new CommittedBatch(
            HALLWAY,
            List.of(
                    message(5, "one\ntwo"),
                    change(6, EventKind.MEMBER_JOINED, BO),
                    message(7, "näh"),
                    change(8, EventKind.MEMBER_LEFT, BO))));

    @Test
    void anEventIsOneLineThoughItsTextHasSeveral() {
        assertThat(lines(events)).hasSize(4).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        assertThat(lines(events).getFirst()).contains("\"seq\":5", "one\\ntwo");
        assertThat(new String(events.body(), UTF_8)).isEqualTo(String.join("\n", lines(events)));
    }

    @Test
    void itKnowsWhereMembershipChanges() {
        assertThat(events.changes())
                .containsExactly(
                        new Change(6, EventKind.MEMBER_JOINED, BO.id()), new Change(8, EventKind.MEMBER_LEFT, BO.id()));
    }

    @Test
    void aPartIsWhatWouldHaveBeenEncodedAlone() {
        EncodedEvents part = events.after(5).between(6, 7);
        assertThat(part.first()).isEqualTo(6);
        assertThat(part.last()).isEqualTo(7);
        assertThat(part.changes()).containsExactly(new Change(6, EventKind.MEMBER_JOINED, BO.id()));
        assertThat(lines(part)).isEqualTo(lines(events).subList(1, 3));
        assertThat(new String(part.body(), UTF_8)).isEqualTo(String.join("\n", lines(part)));
        assertThat(part.length()).isEqualTo(part.body().length);
    }

    @Test
    void whatComesFromAnotherNodeIsTheSame() {
        EncodedEvents there =
                EncodedEvents.of(HALLWAY, events.first(), events.count(), events.body(), events.changes());
        assertThat(lines(there)).isEqualTo(lines(events));
        assertThat(there.last()).isEqualTo(8);
        assertThat(there.changes()).isEqualTo(events.changes());
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() {
        byte[] two = "{}\n{}".getBytes(UTF_8);
        refused(0, 2, two, List.of());
        refused(5, 0, two, List.of());
        refused(5, 1, two, List.of());
        refused(5, 3, two, List.of());
        refused(5, Integer.MAX_VALUE, two, List.of());
        refused(Long.MAX_VALUE - 1, 2, two, List.of());
        refused(5, 2, two, List.of(new Change(7, EventKind.MEMBER_LEFT, BO.id())));
        refused(5, 2, two, List.of(new Change(4, EventKind.MEMBER_LEFT, BO.id())));
        refused(5, 2, two, List.of(new Change(5, EventKind.MESSAGE, BO.id())));
        refused(
                5,
                2,
                two,
                List.of(
                        new Change(6, EventKind.MEMBER_JOINED, BO.id()),
                        new Change(5, EventKind.MEMBER_LEFT, BO.id())));
    }

    private static void refused(long first, int count, byte[] body, List<Change> changes) {
        assertThatIllegalArgumentException().isThrownBy(() -> EncodedEvents.of(HALLWAY, first, count, body, changes));
    }

    private static List<String> lines(EncodedEvents events) {
        List<String> lines = new ArrayList<>();
        events.forEachLine((bytes, offset, length) -> lines.add(new String(bytes, offset, length, UTF_8)));
        return lines;
    }

    private static Event message(long seq, String text) {
        return Event.message(HALLWAY, seq, Instant.EPOCH, ANA, new Ref("r-" + seq), text);
    }

    private static Event change(long seq, EventKind kind, Person person) {
        return new Event(HALLWAY, seq, kind, Instant.EPOCH, ANA, new Ref("r-" + seq), null, person, null, null);
    }
}
