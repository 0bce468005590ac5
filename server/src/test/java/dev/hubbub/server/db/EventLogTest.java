package dev.hubbub.server.db;

import static dev.hubbub.schema.generated.Tables.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.Ref;
import dev.hubbub.server.log.Draft;
import dev.hubbub.server.log.LogFixture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
final class EventLogTest {
    private static final short OF_A_LATER_RELEASE = 4711;

    /// While a cluster is upgraded, a new node stores what an old one has never heard of.
    @Test
    void anEventOfAKindThatIsNotKnownKeepsItsPlace() {
        try (var fixture = new LogFixture()) {
            var hallway = fixture.room("hallway", fixture.ana);
            fixture.now(new Draft.Post(Ref.next(), fixture.ana, hallway, "new"));
            fixture.now(new Draft.Post(Ref.next(), fixture.ana, hallway, "known"));
            fixture.database
                    .sql()
                    .update(EVENTS)
                    .set(EVENTS.KIND, OF_A_LATER_RELEASE)
                    .where(EVENTS.ROOM_ID.eq(hallway.value()), EVENTS.SEQ.eq(2L))
                    .execute();
            var log = new EventLog(fixture.database);
            assertThat(log.range(hallway, 1, 10))
                    .extracting(Event::seq, Event::kind, Event::text)
                    .containsExactly(
                            tuple(1L, EventKind.MEMBER_JOINED, null),
                            tuple(2L, EventKind.UNKNOWN, null),
                            tuple(3L, EventKind.MESSAGE, "known"));
        }
    }
}
