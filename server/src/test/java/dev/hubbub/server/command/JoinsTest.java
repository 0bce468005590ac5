package dev.hubbub.server.command;

import static dev.hubbub.server.command.CommandFixture.join;
import static dev.hubbub.server.command.CommandFixture.leave;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomKind;
import dev.hubbub.protocol.ServerMessage.AckBody;
import dev.hubbub.server.db.Room;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
final class JoinsTest {
    private static final RoomId MISSING = new RoomId(999);
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
    void aPublicRoomIsJoinedByNameWhateverItsCase() {
        var room = fixture.open(ana, "By Name");
        var entered =
                fixture.done(AckBody.Entered.class, bo, join(" by name", null)).room();
        assertThat(entered.id()).isEqualTo(room.id());
        assertThat(entered.members()).isEqualTo(2);
        assertThat(entered.unread()).isZero();
    }

    @Test
    void aPasswordOpensAListedRoom() {
        var room = fixture.create(ana, "locked", RoomKind.PRIVATE, "sesame", true, 0);
        assertThat(fixture.code(bo, join(room.id(), null))).isEqualTo(ErrorCode.WRONG_PASSWORD);
        assertThat(fixture.code(bo, join(room.id(), "wrong"))).isEqualTo(ErrorCode.WRONG_PASSWORD);
        assertThat(fixture.code(bo, join("locked", "wrong"))).isEqualTo(ErrorCode.WRONG_PASSWORD);
        fixture.done(AckBody.Entered.class, bo, join(room.id(), "sesame"));
        fixture.done(AckBody.Entered.class, cy, join("locked", "sesame"));
    }

    @Test
    void aListedRoomWithoutPasswordTakesAnInvitation() {
        var room = fixture.create(ana, "invited", RoomKind.PRIVATE, null, true, 0);
        assertThat(fixture.code(bo, join(room.id(), "anything"))).isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void aHiddenRoomIsFoundByItsPasswordOnly() {
        var first = fixture.hidden(ana, "secret", "one");
        var second = fixture.hidden(bo, "Secret", "two");
        assertThat(fixture.done(AckBody.Entered.class, cy, join("secret", "two"))
                        .room()
                        .id())
                .isEqualTo(second.id());
        assertThat(fixture.done(AckBody.Entered.class, cy, join(first.id(), "one"))
                        .room()
                        .id())
                .isEqualTo(first.id());
    }

    @Test
    void aHiddenRoomAnswersStrangersLikeAMissingOne() {
        var hidden = fixture.hidden(ana, "unseen", "sesame");
        for (String password : new String[] {null, "wrong"}) {
            assertThat(fixture.refused(bo, join(hidden.id(), password)))
                    .isEqualTo(fixture.refused(bo, join(MISSING, password)));
            assertThat(fixture.refused(bo, join("unseen", password)))
                    .isEqualTo(fixture.refused(bo, join("never made", password)));
        }
        assertThat(fixture.refused(bo, new Command.Post(Ref.next(), hidden.id(), "hi")))
                .isEqualTo(fixture.refused(bo, new Command.Post(Ref.next(), MISSING, "hi")));
        assertThat(fixture.refused(bo, leave(hidden.id()))).isEqualTo(fixture.refused(bo, leave(MISSING)));
        assertThat(fixture.refused(bo, new Command.MarkRead(Ref.next(), hidden.id(), 1)))
                .isEqualTo(fixture.refused(bo, new Command.MarkRead(Ref.next(), MISSING, 1)));
        assertThat(fixture.refused(bo, new Command.ListMembers(Ref.next(), hidden.id(), null, 10)))
                .isEqualTo(fixture.refused(bo, new Command.ListMembers(Ref.next(), MISSING, null, 10)));
    }

    @Test
    void howManyPasswordsAreTriedDoesNotTellWhatIsHidden() {
        var hidden = fixture.hidden(ana, "silent", "sesame");
        var inviteOnly = fixture.hidden(ana, "silent", null);
        fixture.hidden(bo, "silent", "another");
        fixture.passwords.drainVerified();
        for (RoomId room : new RoomId[] {hidden.id(), inviteOnly.id(), MISSING}) {
            fixture.refused(cy, join(room, "wrong"));
            assertThat(fixture.passwords.drainVerified()).isEqualTo(1);
        }
        for (String name : new String[] {"silent", "never made"}) {
            fixture.refused(cy, join(name, "wrong"));
            assertThat(fixture.passwords.drainVerified()).isEqualTo(Joins.HIDDEN_TRIED);
        }
    }

    @Test
    void aFullRoomTakesNobodyUntilSomeoneLeaves() {
        var room = fixture.create(ana, "for two", RoomKind.PUBLIC, null, true, 2);
        fixture.done(AckBody.Entered.class, bo, join(room.id(), null));
        assertThat(fixture.code(cy, join(room.id(), null))).isEqualTo(ErrorCode.ROOM_FULL);
        fixture.done(AckBody.Stored.class, bo, leave(room.id()));
        fixture.done(AckBody.Entered.class, cy, join(room.id(), null));
    }

    @Test
    void joiningAgainShowsTheRoomAgain() {
        var room = fixture.create(ana, "twice", RoomKind.PRIVATE, "sesame", true, 0);
        var join = join(room.id(), "sesame");
        var first = fixture.done(AckBody.Entered.class, bo, join).room();
        assertThat(fixture.done(AckBody.Entered.class, bo, join).room()).isEqualTo(first);
        assertThat(fixture.done(AckBody.Entered.class, bo, join(room.id(), null))
                        .room())
                .isEqualTo(first);
    }

    @Test
    void aRetriedJoinIsAnsweredButDoesNotBringBackWhoHasLeft() {
        var room = fixture.open(ana, "once");
        var join = join(room.id(), null);
        fixture.done(AckBody.Entered.class, bo, join);
        var left = fixture.done(AckBody.Stored.class, bo, leave(room.id()));
        var again = fixture.done(AckBody.Stored.class, bo, join);
        assertThat(again.room()).isEqualTo(room.id());
        assertThat(again.seq()).isEqualTo(left.seq() - 1);
        assertThat(fixture.code(bo, new Command.Post(Ref.next(), room.id(), "hi")))
                .isEqualTo(ErrorCode.NOT_A_MEMBER);
    }

    @Test
    void aRetriedJoinIsAnsweredThoughThePasswordIsNotGivenAgain() {
        var room = fixture.create(ana, "guarded", RoomKind.PRIVATE, "sesame", false, 0);
        var join = join(room.id(), "sesame");
        fixture.done(AckBody.Entered.class, bo, join);
        fixture.done(AckBody.Stored.class, bo, leave(room.id()));
        var retried = new Command.JoinRoom(join.ref(), room.id(), null, null);
        assertThat(fixture.done(AckBody.Stored.class, bo, retried).room()).isEqualTo(room.id());
    }

    @Test
    void everyoneIsInTheGlobalRoomAlready() {
        var room =
                fixture.done(AckBody.Entered.class, bo, join(Room.GLOBAL, null)).room();
        assertThat(room.kind()).isEqualTo(RoomKind.GLOBAL);
        assertThat(fixture.code(bo, leave(Room.GLOBAL))).isEqualTo(ErrorCode.NOT_POSSIBLE);
    }

    @Test
    void whenNoPasswordCanBeTriedTheAnswerSaysWhenToTryAgain() {
        fixture.passwords.setBusy(true);
        try {
            var refused = fixture.refused(bo, join(MISSING, "sesame"));
            assertThat(refused.code()).isEqualTo(ErrorCode.OVERLOADED);
            assertThat(refused.retryAfterMs()).isEqualTo(1_234);
        } finally {
            fixture.passwords.setBusy(false);
        }
    }
}
