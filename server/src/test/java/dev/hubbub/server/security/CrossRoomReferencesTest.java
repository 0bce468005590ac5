package dev.hubbub.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.server.rest.RunningServer;
import dev.hubbub.server.rest.TestSocket;
import dev.hubbub.server.security.RoomWays.Way;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whoever holds the id of a room that he may not see learns nothing by it and changes nothing with it.
@Tag("integration")
class CrossRoomReferencesTest {
    private static final String MISSING = "7204000000000000001";
    private static final Pattern ROUTE = Pattern.compile("^  /api/v1/rooms/\\{id}(\\S*):$");
    private static final Pattern METHOD = Pattern.compile("^    (get|post|put|patch|delete):$");

    private static Actor ana;
    private static Actor eve;
    private static String locked;
    private static String sealed;

    @BeforeAll
    static void twoHiddenRooms() throws Exception {
        RunningServer server = RunningServer.get();
        ana = Actor.named(server, "ana");
        eve = Actor.named(server, "eve");
        locked = ana.hiddenRoom("design", "swordfish");
        sealed = ana.hiddenRoom("design", null);
        ana.post(locked, "a secret");
        ana.post(sealed, "a secret");
    }

    static List<Way> ways() {
        return RoomWays.ALL;
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aHiddenRoomAnswersLikeOneThatDoesNotExist(Way way) throws Exception {
        Told missing = way.attempt(eve, MISSING);
        assertThat(missing.code()).isEqualTo("no_such_room");
        for (String hidden : List.of(locked, sealed)) {
            assertThat(way.attempt(eve, hidden).without(hidden)).isEqualTo(missing.without(MISSING));
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aDeletedRoomAnswersItsMembersLikeOneThatDoesNotExist(Way way) throws Exception {
        String gone = ana.hiddenRoom("gone", null);
        ana.rest("DELETE", "/rooms/" + gone, null);
        assertThat(way.attempt(ana, gone).without(gone))
                .isEqualTo(way.attempt(ana, MISSING).without(MISSING));
    }

    @Test
    void allThatWasTriedChangedNothing() throws Exception {
        String quiet = ana.hiddenRoom("quiet", null);
        for (Way way : ways()) {
            way.attempt(eve, quiet);
        }
        Told room = ana.rest("GET", "/rooms/" + quiet, null);
        assertThat(room.json().path("name").asText()).isEqualTo("quiet");
        assertThat(room.json().path("lastSeq").asInt()).isEqualTo(1);
        assertThat(room.json().path("members").asInt()).isEqualTo(1);
    }

    @Test
    void aRefUsedElsewhereTellsNothingOfAnotherRoom() throws Exception {
        Told own = eve.rest("POST", "/rooms", "{'ref':'e-1','name':'eves own'}");
        assertThat(own.isDone()).isTrue();
        String name = eve.username();
        assertThat(ana.rest("POST", "/rooms/" + sealed + "/messages", "{'ref':'e-1','text':'hi " + name + "'}")
                        .isDone())
                .isTrue();
        Told stolen = eve.rest("POST", "/rooms/" + sealed + "/messages", "{'ref':'e-1','text':'hi'}");
        assertThat(stolen.code()).isIn("ref_reused", "no_such_room");
        assertThat(stolen.words()).doesNotContain(sealed);
    }

    @Test
    void aHelloWithForeignCursorsHearsNothingOfThoseRooms() throws Exception {
        Actor mallory = eve.again();
        var socket = TestSocket.open(RunningServer.get().url(), Map.of());
        socket.say(
                "{'type':'hello','token':'%s','cursors':{'%s':0,'%s':0}}".formatted(mallory.token(), locked, MISSING));
        socket.awaits("\"type\":\"welcome\"", "\"left\":[");
        ana.post(locked, "more secrets");
        socket.say("{'type':'history','ref':'h-1','room':'%s'}".formatted(locked));
        assertThat(Actor.answer(socket, "h-1").code()).isEqualTo("no_such_room");
        assertThat(socket.heard()).noneMatch(text -> text.contains("secret"));
        assertThat(socket.heard().getFirst()).contains(locked, MISSING);
    }

    @Test
    void typingInARoomThatOneIsNotInIsHeardByNobody() throws Exception {
        eve.socket().say("{'type':'typing','room':'%s'}".formatted(locked));
        assertThat(eve.socket("history", ",'room':'1'").isDone()).isTrue();
        ana.socket().say("{'type':'typing','room':'%s'}".formatted(locked));
        assertThat(ana.socket("history", ",'room':'1'").isDone()).isTrue();
        assertThat(ana.socket().heard())
                .noneMatch(text -> text.contains("\"type\":\"typing\"") && text.contains(eve.username()));
    }

    @Test
    void noRouteThatTakesARoomIsLeftOut() throws Exception {
        Set<String> documented = new TreeSet<>();
        String path = null;
        for (String line : Files.readAllLines(Path.of("../docs/openapi.yaml"))) {
            Matcher route = ROUTE.matcher(line);
            Matcher method = METHOD.matcher(line);
            if (route.matches()) {
                path = route.group(1);
            } else if (line.matches("^ {2}\\S.*")) {
                path = null;
            } else if (path != null && method.matches()) {
                documented.add(method.group(1).toUpperCase(Locale.ROOT) + " " + path);
            }
        }
        assertThat(documented).isEqualTo(tried(true));
    }

    @Test
    void noCommandThatTakesARoomIsLeftOut() {
        Set<String> taking = commands(Command.class)
                .filter(type ->
                        Arrays.stream(type.getRecordComponents()).anyMatch(field -> field.getType() == RoomId.class))
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(taking)
                .containsExactlyInAnyOrder(
                        "DeleteRoom",
                        "History",
                        "JoinRoom",
                        "LeaveRoom",
                        "ListMembers",
                        "MarkRead",
                        "Post",
                        "RemoveMember",
                        "RenameRoom",
                        "SetTopic",
                        "Typing");
        // All but typing, which is answered by nothing.
        assertThat(tried(false)).hasSize(taking.size() - 1);
    }

    private static Set<String> tried(boolean rest) {
        return ways().stream()
                .filter(way -> way.isRest() == rest)
                .map(Way::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Class<?>> commands(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Arrays.stream(type.getPermittedSubclasses()).flatMap(CrossRoomReferencesTest::commands);
    }
}
