package dev.hubbub.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hubbub.server.rest.RunningServer;
import dev.hubbub.server.rest.TestSocket;
import dev.hubbub.server.security.RoomWays.Way;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who was let in and is out again: out on every way at once, on a connection that was open before, too.
@Tag("integration")
class AccessAfterLossTest {
    private static final String KEY = "swordfish";

    private final RunningServer server = RunningServer.get();

    /// How one gets out of a room.
    enum Exit {
        LEFT_BY_REST {
            @Override
            Told take(Actor owner, Actor member, String room) throws Exception {
                return member.rest("POST", "/rooms/" + room + "/leave", "{}");
            }
        },
        LEFT_BY_SOCKET {
            @Override
            Told take(Actor owner, Actor member, String room) {
                return member.socket("leave_room", ",'room':'" + room + "'");
            }
        },
        KICKED_BY_REST {
            @Override
            Told take(Actor owner, Actor member, String room) throws Exception {
                return owner.rest("DELETE", "/rooms/" + room + "/members/" + member.id(), null);
            }
        },
        KICKED_BY_SOCKET {
            @Override
            Told take(Actor owner, Actor member, String room) {
                return owner.socket("remove_member", ",'room':'%s','user':'%s'".formatted(room, member.id()));
            }
        };

        abstract Told take(Actor owner, Actor member, String room) throws Exception;
    }

    @ParameterizedTest
    @EnumSource
    void whoIsOutOfARoomFindsNoneOnAnyWay(Exit exit) throws Exception {
        Actor ana = Actor.named(server, "ana");
        Actor cy = Actor.named(server, "cy");
        String room = ana.hiddenRoom("design", KEY);
        enter(cy, room);
        assertThat(cy.socket("history", ",'room':'" + room + "'").isDone()).isTrue();
        assertThat(exit.take(ana, cy, room).isDone()).isTrue();

        for (Way way : RoomWays.ALL) {
            assertThat(way.attempt(cy, room).code()).as(way.toString()).isEqualTo("no_such_room");
        }
        assertThat(names(ana.rest("GET", "/rooms/" + room + "/members", null))).containsExactly(ana.username());
        assertThat(cy.rest("GET", "/rooms?query=design", null).words()).doesNotContain(room);
        assertThat(ana.rest("GET", "/rooms/" + room, null)
                        .json()
                        .path("lastSeq")
                        .asInt())
                .isEqualTo(3);
    }

    /// What is said between two memberships would come before the second one's beginning.
    @ParameterizedTest
    @EnumSource
    void anOpenConnectionHearsNothingUntilItsUserIsInAgain(Exit exit) throws Exception {
        Actor ana = Actor.named(server, "ana");
        Actor cy = Actor.named(server, "cy");
        String room = ana.hiddenRoom("design", KEY);
        cy.socket();
        enter(cy, room);
        ana.post(room, "while he is in");
        cy.socket().awaits("while he is in");
        exit.take(ana, cy, room);
        for (int i = 0; i < 20; i++) {
            ana.post(room, "between us");
        }
        ana.socket().say("{'type':'typing','room':'" + room + "'}");
        enter(cy, room);
        ana.post(room, "welcome back");
        cy.socket().awaits("welcome back");
        assertThat(cy.socket().heard()).noneMatch(text -> text.contains("between us"));
        assertThat(cy.socket().heard()).noneMatch(text -> text.contains("\"typing\"") && text.contains(room));
    }

    @ParameterizedTest
    @EnumSource
    void anOldCursorReplaysNothing(Exit exit) throws Exception {
        Actor ana = Actor.named(server, "ana");
        Actor cy = Actor.named(server, "cy");
        String room = ana.hiddenRoom("design", KEY);
        enter(cy, room);
        ana.post(room, "while he is in");
        exit.take(ana, cy, room);
        ana.post(room, "between us");

        TestSocket back = TestSocket.open(server.url(), Map.of());
        back.say("{'type':'hello','token':'%s','cursors':{'%s':1}}".formatted(cy.token(), room));
        back.awaits("\"type\":\"welcome\"", "\"left\":[\"" + room + "\"]");
        assertThat(Actor.tree(back.heard().getFirst()).path("rooms").findValuesAsText("id"))
                .doesNotContain(room);
        back.say("{'type':'join_room','ref':'j-1','room':'%s','password':'%s'}".formatted(room, KEY));
        ana.post(room, "still here");
        back.awaits("\"kind\":\"member_joined\"", room);
        assertThat(back.heard()).noneMatch(text -> text.contains("while he is in") || text.contains("between us"));
    }

    @Test
    void aRoomThatIsDeletedFallsSilentForItsMembersToo() throws Exception {
        Actor ana = Actor.named(server, "ana");
        Actor cy = Actor.named(server, "cy");
        String room = ana.hiddenRoom("design", KEY);
        enter(cy, room);
        cy.socket();
        ana.rest("DELETE", "/rooms/" + room, null);
        cy.socket().awaits("\"kind\":\"room_deleted\"", room);
        for (Way way : RoomWays.ALL) {
            assertThat(way.attempt(cy, room).code()).as(way.toString()).isEqualTo("no_such_room");
        }
    }

    /// How one's sign-in ends.
    enum End {
        LOGOUT(4504) {
            @Override
            Told bring(RunningServer server, Actor user) throws Exception {
                return user.rest("POST", "/logout", "{}");
            }
        },
        ENDED_FROM_ELSEWHERE(4504) {
            @Override
            Told bring(RunningServer server, Actor user) throws Exception {
                return user.again().rest("DELETE", "/sessions", null);
            }
        },
        NEW_PASSWORD(4504) {
            @Override
            Told bring(RunningServer server, Actor user) throws Exception {
                return user.again()
                        .rest(
                                "POST",
                                "/account/password",
                                "{'password':'correct horse','newPassword':'another battery'}");
            }
        },
        DEACTIVATED(4504) {
            @Override
            Told bring(RunningServer server, Actor user) throws Exception {
                return Actor.rest(
                        server, server.administrator(), "POST", "/admin/users/" + user.id() + "/deactivate", "{}");
            }
        },
        DELETED(4504) {
            @Override
            Told bring(RunningServer server, Actor user) throws Exception {
                return Actor.rest(server, server.administrator(), "DELETE", "/admin/users/" + user.id(), null);
            }
        },
        ROLE_LOST(4002) {
            @Override
            Told bring(RunningServer server, Actor user) throws Exception {
                return Actor.rest(
                        server,
                        server.administrator(),
                        "PUT",
                        "/admin/users/" + user.id() + "/role",
                        "{'role':'guest'}");
            }
        };

        private final int closeCode;

        End(int closeCode) {
            this.closeCode = closeCode;
        }

        abstract Told bring(RunningServer server, Actor user) throws Exception;
    }

    @ParameterizedTest
    @EnumSource
    void aSignInThatEndedOpensNoDoor(End end) throws Exception {
        Actor ana = Actor.named(server, "ana");
        Actor cy = Actor.named(server, "cy");
        String room = ana.publicRoom("ends " + Actor.fresh());
        cy.rest("POST", "/rooms/" + room + "/join", "{}");
        TestSocket open = cy.socket();
        assertThat(end.bring(server, cy).isDone()).isTrue();
        saysInVain(open, room);
        open.awaitsClose(end.closeCode);

        ana.post(room, "after the end");
        assertThat(open.heard()).noneMatch(text -> text.contains("after the end"));
        assertThat(texts(ana, room)).containsExactly("after the end");
        for (Way way : RoomWays.ALL.stream().filter(Way::isRest).toList()) {
            assertThat(way.attempt(cy, room).code()).as(way.toString()).isEqualTo("unauthenticated");
        }
        TestSocket hello = TestSocket.open(server.url(), Map.of());
        hello.say("{'type':'hello','token':'%s','cursors':{'%s':0}}".formatted(cy.token(), room));
        hello.awaitsClose(4500);
        assertThat(hello.heard()).hasSize(1).first().asString().contains("unauthenticated");
        assertThat(refusesUpgrade(cy.token())).isTrue();
        TestSocket other = Actor.named(server, "bo").socket();
        other.say("{'type':'renew','ref':'n-1','token':'" + cy.token() + "'}");
        assertThat(Actor.answer(other, "n-1").code()).isEqualTo("unauthenticated");
        boolean mayRenew = end == End.ROLE_LOST;
        Told refreshed = Actor.rest(server, null, "POST", "/refresh", "{'refreshToken':'" + cy.refreshToken() + "'}");
        assertThat(refreshed.isDone()).isEqualTo(mayRenew);
    }

    @ParameterizedTest
    @ValueSource(strings = {"REVOKED", "DEACTIVATED", "DELETED"})
    void anApiTokenEndsWithItsRevocationAndItsUser(String how) throws Exception {
        Actor cy = Actor.named(server, "cy");
        JsonNode made = cy.rest("POST", "/tokens", "{'name':'bot','scope':'read write'}")
                .json();
        String token = made.path("token").asText();
        assertThat(token).startsWith("hub_");
        TestSocket open = TestSocket.hello(server.url(), token);
        if (how.equals("REVOKED")) {
            cy.rest("DELETE", "/tokens/" + made.path("id").asText(), null);
        } else {
            End.valueOf(how).bring(server, cy);
        }
        open.awaitsClose(4504);
        assertThat(Actor.rest(server, token, "GET", "/rooms", null).code()).isEqualTo("unauthenticated");
        TestSocket hello = TestSocket.open(server.url(), Map.of());
        hello.say("{'type':'hello','token':'" + token + "'}");
        hello.awaitsClose(4500);
    }

    @Test
    void aLostRoleIsLostOnBothEdges() throws Exception {
        Actor cy = Actor.named(server, "cy");
        String role = "/admin/users/" + cy.id() + "/role";
        Actor.rest(server, server.administrator(), "PUT", role, "{'role':'administrator'}");
        Actor ruling = cy.again();
        String token = ruling.rest("POST", "/tokens", "{'name':'bot','scope':'read write admin'}")
                .json()
                .path("token")
                .asText();
        assertThat(ruling.rest("GET", "/admin/users", null).isDone()).isTrue();
        assertThat(Actor.rest(server, token, "GET", "/admin/users", null).isDone())
                .isTrue();
        Actor.rest(server, server.administrator(), "PUT", role, "{'role':'guest'}");

        assertThat(ruling.rest("GET", "/admin/users", null).code()).isEqualTo("unauthenticated");
        Actor guest = cy.again();
        for (String path : List.of("/admin/users", "/admin/rooms", "/admin/audit", "/invitations")) {
            assertThat(guest.rest("GET", path, null).code()).as(path).isEqualTo("forbidden");
            assertThat(Actor.rest(server, token, "GET", path, null).code())
                    .as(path)
                    .isNotEmpty();
        }
        assertThat(guest.rest("POST", "/rooms", "{'name':'den'}").code()).isEqualTo("forbidden");
        assertThat(guest.socket("create_room", ",'name':'den'").code()).isEqualTo("forbidden");
    }

    private static void enter(Actor actor, String room) throws Exception {
        assertThat(actor.rest("POST", "/rooms/" + room + "/join", "{'password':'" + KEY + "'}")
                        .code())
                .isEmpty();
    }

    /// The connection may be closed already.
    private static void saysInVain(TestSocket socket, String room) {
        try {
            socket.say("{'type':'post','ref':'late','room':'" + room + "','text':'too late'}");
        } catch (CompletionException _) {
            assertThat(socket.socket().isOutputClosed()).isTrue();
        }
    }

    private boolean refusesUpgrade(String token) {
        try {
            TestSocket socket = TestSocket.open(server.url(), Map.of("Authorization", "Bearer " + token));
            socket.say("{'type':'hello'}");
            socket.awaitsClose(4500);
            return true;
        } catch (CompletionException _) {
            return true;
        }
    }

    private static List<String> texts(Actor reader, String room) throws Exception {
        return reader.rest("GET", "/rooms/" + room + "/messages", null).json().findValuesAsText("text");
    }

    private static List<String> names(Told members) {
        return StreamSupport.stream(members.json().path("members").spliterator(), false)
                .map(member -> member.path("user").path("username").asText())
                .toList();
    }
}
