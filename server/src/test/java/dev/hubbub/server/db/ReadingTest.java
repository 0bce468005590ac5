package dev.hubbub.server.db;

import static dev.hubbub.server.log.LogFixture.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.HistoryPage;
import dev.hubbub.protocol.HistoryQuery;
import dev.hubbub.protocol.Member;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomKind;
import dev.hubbub.protocol.RoomListing;
import dev.hubbub.server.log.Draft;
import dev.hubbub.server.log.LogFixture;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
final class ReadingTest {
    private static LogFixture fixture;
    private static RoomId hallway;

    @BeforeAll
    static void open() {
        fixture = new LogFixture();
        hallway = fixture.room("hallway", fixture.ana, fixture.bo);
        for (int i = 3; i <= 30; i++) {
            fixture.now(post(i % 2 == 0 ? fixture.ana : fixture.bo, hallway, i % 5 == 0 ? "Fünf " + i : "text " + i));
        }
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    void theNewestPageLeadsToOlderOnes() {
        var page = history(HistoryQuery.newest(10));
        assertPage(page, 21, 30, 21L, null);
        assertPage(history(HistoryQuery.before(21, 10)), 11, 20, 11L, 20L);
        assertPage(history(HistoryQuery.before(11, 10)), 1, 10, null, 10L);
    }

    @Test
    void afterASeqComesTheNextOne() {
        assertPage(history(HistoryQuery.after(25, 10)), 26, 30, 26L, null);
        assertThat(history(HistoryQuery.after(30, 10))).isEqualTo(new HistoryPage(List.of(), 31L, null));
    }

    @Test
    void aroundASeqStandBothSides() {
        var query = new HistoryQuery(null, null, 15L, 10, null, null, null, null);
        assertPage(history(query), 10, 19, 10L, 19L);
    }

    @Test
    void filtersNarrowByTextAndAuthorIgnoringCase() {
        var query = new HistoryQuery(null, null, null, 2, fixture.ana.id(), null, null, "FÜNF");
        var page = history(query);
        assertThat(page.events()).extracting(Event::seq).containsExactly(20L, 30L);
        assertThat(page.before()).isEqualTo(20L);
    }

    @Test
    void sinceIsInclusiveAndUntilIsNot() {
        var at = fixture.log.range(hallway, 10, 1).getFirst().at();
        var since = history(new HistoryQuery(null, 0L, null, 50, null, at, null, null));
        var until = history(new HistoryQuery(null, null, null, 50, null, null, at, null));

        assertThat(since.events()).allSatisfy(event -> assertThat(event.at()).isAfterOrEqualTo(at));
        assertThat(until.events()).allSatisfy(event -> assertThat(event.at()).isBefore(at));
        assertThat(since.events().size() + until.events().size()).isEqualTo(28);
    }

    @Test
    void unreadIsWhatStandsAfterTheMarkerAndMarkersNeverMoveBack() {
        var markers = new ReadMarkers(fixture.database);
        assertThat(markers.move(fixture.bo.id(), hallway, 20)).contains(new ReadMarkers.Position(hallway, 20, 10, 30));
        assertThat(markers.move(fixture.bo.id(), hallway, 5)).contains(new ReadMarkers.Position(hallway, 20, 10, 30));

        var snapshot =
                new Snapshots(fixture.database).load(fixture.bo.id(), hallway).orElseThrow();
        assertThat(snapshot.state().unread()).isEqualTo(10);
        assertThat(snapshot.state().lastSeq()).isEqualTo(30);
        assertThat(snapshot.state().members()).isEqualTo(2);
        assertThat(snapshot.joinedSeq()).isEqualTo(2);
        assertThat(markers.move(fixture.bo.id(), hallway, Long.MAX_VALUE))
                .contains(new ReadMarkers.Position(hallway, 30, 0, 30));
    }

    @Test
    void aSnapshotHoldsTheGlobalRoomAndOnesOwn() {
        var snapshots = new Snapshots(fixture.database).load(List.of(fixture.ana.id(), fixture.cy.id()));

        assertThat(snapshots.get(fixture.cy.id()))
                .extracting(room -> room.state().id())
                .containsExactly(Room.GLOBAL);
        assertThat(snapshots.get(fixture.ana.id()))
                .extracting(room -> room.state().id())
                .startsWith(Room.GLOBAL, hallway);
    }

    @Test
    void theDirectoryHidesHiddenRoomsFromStrangersAndPagesByName() {
        var hidden = fixture.create(fixture.ana, "attic", RoomKind.PRIVATE, false, "hash", 0);
        fixture.now(hidden);

        assertThat(names(fixture.cy.id(), null, 1)).containsExactly("Everyone", "hallway");
        assertThat(names(fixture.ana.id(), null, 1)).containsExactly("attic", "Everyone", "hallway");
        assertThat(names(fixture.cy.id(), "HALL", 10)).containsExactly("hallway");
        assertThat(new RoomTable(fixture.database).findByName("attic")).isEmpty();
        assertThat(new RoomTable(fixture.database).hiddenCandidates("Attic", 5))
                .extracting(Room::id)
                .containsExactly(hidden.room());
        fixture.now(new Draft.Delete(Ref.next(), fixture.ana, hidden.room()));
    }

    @Test
    void membersComeByNameInPages() {
        var directory = new Directory(fixture.database);
        var first = directory.members(hallway, null, 1);
        var second = directory.members(hallway, first.next(), 1);

        assertThat(first.items()).extracting(Member::user).containsExactly(fixture.ana);
        assertThat(first.items().getFirst().owner()).isTrue();
        assertThat(second.items()).extracting(Member::user).containsExactly(fixture.bo);
        assertThat(second.next()).isNull();
        assertThat(directory.members(Room.GLOBAL, null, 10).items()).hasSize(3);
    }

    private static HistoryPage history(HistoryQuery query) {
        return fixture.log.history(hallway, 30, query);
    }

    private static List<String> names(dev.hubbub.protocol.UserId user, @Nullable String query, int limit) {
        var directory = new Directory(fixture.database);
        var names = new ArrayList<String>();
        String cursor = null;
        do {
            var page = directory.rooms(user, query, cursor, limit);
            page.items().stream().map(RoomListing::name).forEach(names::add);
            cursor = page.next();
        } while (cursor != null);
        return names;
    }

    private static void assertPage(
            HistoryPage page, long first, long last, @Nullable Long before, @Nullable Long after) {
        assertThat(page.events().getFirst().seq()).isEqualTo(first);
        assertThat(page.events().getLast().seq()).isEqualTo(last);
        assertThat(page.events()).hasSize((int) (last - first + 1));
        assertThat(page.before()).isEqualTo(before);
        assertThat(page.after()).isEqualTo(after);
    }
}
