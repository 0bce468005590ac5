package dev.hubbub.server.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Ref;
import dev.hubbub.server.log.Draft;
import dev.hubbub.server.log.LogFixture;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
final class HeadsTest {
    @Test
    void amongThoseWhoAreAskedForAreThoseWhoAreInNowSinceTheirLastJoin() {
        try (var fixture = new LogFixture()) {
            var hallway = fixture.room("hallway", fixture.ana, fixture.bo);
            var design = fixture.room("design", fixture.cy);
            var heads = new Heads(fixture.database);
            var users = List.of(fixture.ana.id(), fixture.bo.id());
            var rooms = List.of(hallway, design);

            fixture.now(new Draft.Leave(Ref.next(), fixture.bo, hallway));
            assertThat(heads.among(users, rooms)).containsExactly(new Membership(hallway, fixture.ana.id(), 1));
            fixture.now(new Draft.Join(Ref.next(), fixture.bo, hallway, null));
            assertThat(heads.among(users, rooms))
                    .containsExactlyInAnyOrder(
                            new Membership(hallway, fixture.ana.id(), 1), new Membership(hallway, fixture.bo.id(), 4));
        }
    }
}
