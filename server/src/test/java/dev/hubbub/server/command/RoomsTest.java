package dev.hubbub.server.command;

import static dev.hubbub.server.command.CommandFixture.join;
import static dev.hubbub.server.command.CommandFixture.leave;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.HistoryQuery;
import dev.hubbub.protocol.Member;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomKind;
import dev.hubbub.protocol.RoomListing;
import dev.hubbub.protocol.ServerMessage.AckBody;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.db.Room;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("integration")
final class RoomsTest {
    private static CommandFixture fixture;
    private static Person ana;
    private static Person bo;
    private static Person cy;

    @BeforeAll
    static void open() {
        fixture = new CommandFixture();
        ana = fixture.ana;
        bo = fixture.bo;
        cy = fixture.cy;
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    void aRetriedCreationMakesOneRoom() {
        var create = new Command.CreateRoom(Ref.next(), " one room ", RoomKind.PUBLIC, null, true, 0);
        var room = fixture.done(AckBody.Entered.class, ana, create).room();
        assertThat(fixture.done(AckBody.Entered.class, ana, create).room()).isEqualTo(room);
        assertThat(room.name()).isEqualTo("one room");
        assertThat(room.owner()).isEqualTo(ana.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb", "a\u0000", "\u200B", "\u202Eevil", "\uD800"})
    void aNameMustShowAndMustNotDeceive(String name) {
        var create = new Command.CreateRoom(Ref.next(), name, RoomKind.PUBLIC, null, true, 0);
        assertThat(fixture.code(ana, create)).isEqualTo(ErrorCode.INVALID);
    }

    @Test
    void aNameHasAtMostEightyCharacters() {
        fixture.open(ana, "\uD83D\uDC4B".repeat(80));
        var create = new Command.CreateRoom(Ref.next(), "x".repeat(81), RoomKind.PUBLIC, null, true, 0);
        assertThat(fixture.refused(ana, create).message()).contains("81").contains("80");
    }

    @Test
    void twoListedRoomsCannotShareAName() {
        fixture.open(ana, "taken");
        var create = new Command.CreateRoom(Ref.next(), "TAKEN", RoomKind.PUBLIC, null, true, 0);
        assertThat(fixture.code(bo, create)).isEqualTo(ErrorCode.NAME_TAKEN);
    }

    @Test
    void aPublicRoomTakesNoPassword() {
        var create = new Command.CreateRoom(Ref.next(), "open", RoomKind.PUBLIC, "sesame", true, 0);
        assertThat(fixture.code(ana, create)).isEqualTo(ErrorCode.INVALID);
    }

    @Test
    void onlyTheOwnerRenamesRemovesAndDeletes() {
        var room = fixture.open(ana, "owned").id();
        fixture.done(AckBody.Entered.class, bo, join(room, null));
        fixture.done(AckBody.Entered.class, cy, join(room, null));
        assertThat(fixture.code(bo, rename(room, "mine"))).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(fixture.code(bo, remove(room, cy.id()))).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(fixture.code(bo, delete(room))).isEqualTo(ErrorCode.FORBIDDEN);

        fixture.done(AckBody.Stored.class, ana, rename(room, "renamed"));
        assertThat(fixture.code(bo, setTopic(room, "bo's"))).isEqualTo(ErrorCode.FORBIDDEN);
        fixture.done(AckBody.Stored.class, ana, setTopic(room, "what is mine"));
        fixture.done(AckBody.Stored.class, ana, remove(room, bo.id()));
        fixture.done(AckBody.Done.class, ana, remove(room, bo.id()));
        assertThat(fixture.code(bo, new Command.Post(Ref.next(), room, "still here?")))
                .isEqualTo(ErrorCode.NOT_A_MEMBER);
        fixture.done(AckBody.Stored.class, ana, delete(room));
        assertThat(fixture.code(ana, new Command.Post(Ref.next(), room, "anyone?")))
                .isEqualTo(ErrorCode.NO_SUCH_ROOM);
    }

    @Test
    void nobodyCanRemoveAUserWhoDoesNotExist() {
        var room = fixture.open(ana, "few").id();
        assertThat(fixture.code(ana, remove(room, new UserId(12_345)))).isEqualTo(ErrorCode.NO_SUCH_USER);
    }

    @Test
    void membersAreListedToThoseInsideAndOfPublicRoomsToAll() {
        var open = fixture.open(ana, "glass").id();
        var locked = fixture.create(ana, "walls", RoomKind.PRIVATE, "sesame", true, 0)
                .id();
        assertThat(fixture.done(AckBody.Members.class, bo, members(open)).members())
                .hasSize(1);
        assertThat(fixture.done(AckBody.Members.class, ana, members(locked)).members())
                .hasSize(1);
        assertThat(fixture.code(bo, members(locked))).isEqualTo(ErrorCode.NOT_A_MEMBER);
        assertThat(fixture.code(bo, members(Room.GLOBAL))).isEqualTo(ErrorCode.NOT_POSSIBLE);
    }

    @Test
    void theListOfMembersSaysWhoIsOnline() {
        var open = fixture.open(ana, "lights").id();
        fixture.done(AckBody.Entered.class, bo, join(open, null));
        assertThat(fixture.done(AckBody.Members.class, ana, members(open)).members())
                .extracting(Member::user, Member::online)
                .containsExactly(tuple(ana, false), tuple(bo, true));
    }

    @Test
    void theDirectoryShowsHiddenRoomsToTheirMembersOnly() {
        fixture.hidden(ana, "cellar", "sesame");
        assertThat(fixture.done(AckBody.Rooms.class, ana, list("cellar")).rooms())
                .extracting(RoomListing::name, RoomListing::joined)
                .containsExactly(tuple("cellar", true));
        assertThat(fixture.done(AckBody.Rooms.class, bo, list("cellar")).rooms())
                .isEmpty();
    }

    @Test
    void aTopicIsOneLineOfAtMost250Characters() {
        var room = fixture.open(ana, "chatty").id();
        for (var topic : List.of("two\nlines", "two\u2028lines", "a\u0007bell", "a\u202etrun", "x".repeat(251))) {
            assertThat(fixture.code(ana, setTopic(room, topic))).as(topic).isEqualTo(ErrorCode.INVALID);
        }
        fixture.done(AckBody.Stored.class, ana, setTopic(room, "🦜".repeat(250)));
        assertThat(listed(ana, room).topic()).isEqualTo("🦜".repeat(250));
    }

    @Test
    void aTopicThatShowsNothingTakesItAway() {
        var room = fixture.open(ana, "blank").id();
        fixture.done(AckBody.Stored.class, ana, setTopic(room, "  words  "));
        assertThat(listed(ana, room).topic()).isEqualTo("words");
        fixture.done(AckBody.Stored.class, ana, setTopic(room, " \u200b "));
        assertThat(listed(ana, room).topic()).isEmpty();
    }

    @Test
    void theTopicThatStandsIsSetAgainWithoutAnEvent() {
        var room = fixture.open(ana, "same").id();
        fixture.done(AckBody.Done.class, ana, setTopic(room, ""));
        var first = fixture.done(AckBody.Stored.class, ana, setTopic(room, "words"));
        fixture.done(AckBody.Done.class, ana, setTopic(room, "words"));
        assertThat(fixture.done(AckBody.History.class, ana, history(room))
                        .page()
                        .events())
                .last()
                .satisfies(event -> {
                    assertThat(event.seq()).isEqualTo(first.seq());
                    assertThat(event.kind()).isEqualTo(EventKind.TOPIC_CHANGED);
                    assertThat(event.topic()).isEqualTo("words");
                    assertThat(event.text()).isNull();
                });
    }

    @Test
    void aPublicRoomIsFoundByItsTopic() {
        var room = fixture.open(ana, "aviary").id();
        fixture.done(AckBody.Stored.class, ana, setTopic(room, "All about Parrots, 100%"));
        assertThat(fixture.done(AckBody.Rooms.class, bo, list("parrots, 100%")).rooms())
                .extracting(RoomListing::id, RoomListing::topic)
                .containsExactly(tuple(room, "All about Parrots, 100%"));
    }

    @Test
    void aPrivateRoomsTopicIsForItsMembersOnly() {
        var room = fixture.create(ana, "locked", RoomKind.PRIVATE, "sesame", true, 0)
                .id();
        fixture.done(AckBody.Stored.class, ana, setTopic(room, "the surprise party"));
        assertThat(listed(bo, room).topic()).isEmpty();
        assertThat(fixture.done(AckBody.Rooms.class, bo, list("surprise")).rooms())
                .isEmpty();
        fixture.done(AckBody.Entered.class, bo, join(room, "sesame"));
        assertThat(listed(bo, room).topic()).isEqualTo("the surprise party");
        assertThat(fixture.done(AckBody.Rooms.class, bo, list("surprise")).rooms())
                .extracting(RoomListing::id)
                .containsExactly(room);
    }

    @Test
    void historyIsForMembersOnly() {
        var room = fixture.open(ana, "diary").id();
        fixture.post(ana, room, "before bo came");
        assertThat(fixture.code(bo, history(room))).isEqualTo(ErrorCode.NOT_A_MEMBER);
        fixture.done(AckBody.Entered.class, bo, join(room, null));
        assertThat(fixture.done(AckBody.History.class, bo, history(room)).page().events())
                .extracting(event -> event.kind())
                .containsExactly(EventKind.MEMBER_JOINED, EventKind.MESSAGE, EventKind.MEMBER_JOINED);
        fixture.done(AckBody.Stored.class, bo, leave(room));
        assertThat(fixture.code(bo, history(room))).isEqualTo(ErrorCode.NOT_A_MEMBER);
    }

    @Test
    void theGlobalRoomsHistoryIsForAll() {
        fixture.post(ana, Room.GLOBAL, "hello, everyone");
        assertThat(fixture.done(AckBody.History.class, cy, history(Room.GLOBAL))
                        .page()
                        .events())
                .extracting(event -> event.text())
                .contains("hello, everyone");
    }

    @Test
    void historyTakesOneAnchorAndABoundedPage() {
        var two = new HistoryQuery(1L, 2L, null, 10, null, null, null, null);
        assertThat(fixture.code(ana, new Command.History(Ref.next(), Room.GLOBAL, two)))
                .isEqualTo(ErrorCode.INVALID);
        var many = HistoryQuery.newest(HistoryQuery.MAX_LIMIT + 1);
        assertThat(fixture.code(ana, new Command.History(Ref.next(), Room.GLOBAL, many)))
                .isEqualTo(ErrorCode.INVALID);
    }

    private static Command.RenameRoom rename(RoomId room, String name) {
        return new Command.RenameRoom(Ref.next(), room, name);
    }

    private static RoomListing listed(Person asking, RoomId room) {
        var all = new Command.ListRooms(Ref.next(), null, null, 200);
        return fixture.done(AckBody.Rooms.class, asking, all).rooms().stream()
                .filter(listing -> listing.id().equals(room))
                .findFirst()
                .orElseThrow();
    }

    private static Command.SetTopic setTopic(RoomId room, String topic) {
        return new Command.SetTopic(Ref.next(), room, topic);
    }

    private static Command.RemoveMember remove(RoomId room, UserId user) {
        return new Command.RemoveMember(Ref.next(), room, user);
    }

    private static Command.DeleteRoom delete(RoomId room) {
        return new Command.DeleteRoom(Ref.next(), room);
    }

    private static Command.ListMembers members(RoomId room) {
        return new Command.ListMembers(Ref.next(), room, null, 10);
    }

    private static Command.ListRooms list(String query) {
        return new Command.ListRooms(Ref.next(), query, null, 10);
    }

    private static Command.History history(RoomId room) {
        return new Command.History(Ref.next(), room, HistoryQuery.newest(10));
    }
}
