package dev.hubbub.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.server.rest.RunningServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who asks for names finds out nothing about hidden rooms and accounts. That a name is taken is told to whoever
/// registers where anybody may: he must choose another one.
@Tag("integration")
class EnumerationTest {
    private static RunningServer server;
    private static Actor ana;
    private static Actor eve;
    private static String room;
    private static String hidden;
    private static String sealed;

    @BeforeAll
    static void rooms() throws Exception {
        server = RunningServer.get();
        ana = Actor.named(server, "ana");
        eve = Actor.named(server, "eve");
        hidden = "hidden " + Actor.fresh();
        sealed = "sealed " + Actor.fresh();
        room = ana.hiddenRoom(hidden, "swordfish");
        ana.hiddenRoom(sealed, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",'password':'guessed'"})
    void aHiddenRoomsNameIsNobodysToAStranger(String password) throws Exception {
        String missing = "missing " + Actor.fresh();
        for (String name : List.of(hidden, sealed)) {
            assertThat(byName(name, password).words())
                    .isEqualTo(byName(missing, password).words())
                    .contains("no_such_room");
            assertThat(byNameOverSocket(name, password).words())
                    .isEqualTo(byNameOverSocket(missing, password).words())
                    .contains("no_such_room");
        }
    }

    @Test
    void theDirectoryShowsNone() throws Exception {
        for (String name : List.of(hidden, sealed)) {
            assertThat(eve.rest("GET", "/rooms?query=" + name.replace(" ", "%20"), null)
                            .json()
                            .path("rooms"))
                    .isEmpty();
            assertThat(eve.socket("list_rooms", ",'query':'" + name + "'")
                            .json()
                            .path("rooms"))
                    .isEmpty();
        }
        assertThat(Actor.rest(server, server.administrator(), "GET", "/rooms?query=hidden&limit=200", null)
                        .words())
                .doesNotContain(room);
    }

    @Test
    void aHiddenRoomsNameIsFreeToAll() throws Exception {
        assertThat(eve.rest("POST", "/rooms", "{'name':'" + hidden + "'}").isDone())
                .isTrue();
        String own = eve.publicRoom("own " + Actor.fresh());
        assertThat(eve.socket("rename_room", ",'room':'%s','name':'%s'".formatted(own, sealed))
                        .isDone())
                .isTrue();
    }

    @Test
    void presenceAndProfilesNameNoHiddenRoom() throws Exception {
        ana.socket();
        assertThat(eve.rest("GET", "/users/" + ana.id(), null).words()).doesNotContain(room, hidden);
        assertThat(eve.socket("list_members", ",'room':'" + room + "'").code()).isEqualTo("no_such_room");
        assertThat(eve.socket().heard()).noneMatch(text -> text.contains(room));
    }

    @Test
    void aSignInTellsNoUserFromNone() throws Exception {
        Actor gone = Actor.named(server, "gone");
        Actor.rest(server, server.administrator(), "POST", "/admin/users/" + gone.id() + "/deactivate", "{}");
        Told unknown = login("nobody" + Actor.fresh(), "wrong horse");
        assertThat(unknown.code()).isEqualTo("bad_credentials");
        assertThat(List.of(
                        login(ana.username(), "wrong horse"),
                        login(ana.username() + "@example.org", "wrong horse"),
                        login("nobody@example.org", "wrong horse"),
                        login(gone.username(), "wrong horse"),
                        login(gone.username(), Actor.PASSWORD)))
                .allSatisfy(told -> assertThat(told.words()).isEqualTo(unknown.words()));
    }

    /// Waiting after too many guesses must not tell, either.
    @Test
    void whoGuessesIsSlowedDownForUsersAndNobodiesAlike() throws Exception {
        Actor guessed = Actor.named(server, "guessed");
        String nobody = "nobody" + Actor.fresh();
        for (int i = 0; i < 12; i++) {
            assertThat(login(guessed.username(), "wrong horse").code())
                    .as("guess %d", i)
                    .isEqualTo(login(nobody, "wrong horse").code());
        }
        assertThat(login(nobody, "wrong horse").code()).isEqualTo("too_many_attempts");
    }

    @Test
    void aResetTellsNoAddressFromNone() throws Exception {
        assertThat(reset(ana.username() + "@example.org").words())
                .isEqualTo(reset("nobody@example.org").words());
        assertThat(Actor.rest(server, null, "POST", "/auth/passkey/options", "{}")
                        .words())
                .doesNotContain(ana.id());
    }

    @Test
    void whoMayNotRegisterIsNotToldWhichNamesAreTaken() throws Exception {
        for (String mode : List.of("invitation", "closed")) {
            try (RunningServer strict = RunningServer.of(Map.of("HUBBUB_REGISTRATION", mode))) {
                strict.administrator();
                var taken = strict.register("root-of-all", "");
                var free = strict.register("somebody-else", "");
                assertThat(taken.status()).isEqualTo(403);
                assertThat(taken.withoutId()).isEqualTo(free.withoutId());
                var guessed = strict.register("root-of-all", ",\"invitation\":\"guessed\"");
                assertThat(guessed.withoutId())
                        .isEqualTo(strict.register("somebody-else", ",\"invitation\":\"guessed\"")
                                .withoutId());
            }
        }
    }

    private static Told byName(String name, String password) throws Exception {
        return eve.rest("POST", "/rooms/join", "{'name':'%s'%s}".formatted(name, password));
    }

    private static Told byNameOverSocket(String name, String password) {
        return eve.socket("join_room", ",'name':'%s'%s".formatted(name, password));
    }

    private static Told login(String login, String password) throws Exception {
        return Actor.rest(server, null, "POST", "/login", "{'login':'%s','password':'%s'}".formatted(login, password));
    }

    private static Told reset(String email) throws Exception {
        return Actor.rest(server, null, "POST", "/password-reset", "{'email':'" + email + "'}");
    }
}
