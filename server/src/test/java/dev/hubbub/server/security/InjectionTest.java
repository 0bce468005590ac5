package dev.hubbub.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hubbub.server.rest.RunningServer;
import dev.hubbub.server.rest.TestSocket;
import dev.hubbub.server.wire.Logged;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is typed is never part of a query, a pattern, a log line or another field: it comes back as it was typed, or is
/// refused.
@Tag("integration")
class InjectionTest {
    private static final String QUOTES = "x'; DROP TABLE events; --";
    private static final String JSON = "\",\"role\":\"administrator\",\"x\":\"\\u0000\\";
    private static final String LINES = "a\r\nSet-Cookie: hubbub=1\r\n\r\nb";
    private static final String NUL = "a\u0000b";
    private static final String HALF = "a\ud800b";
    private static final String TURNED = "a\u202egpj.exe";
    private static final String ISOLATED = "a\u2066b\u2069";
    private static final String SPLIT = "a\u2028b";
    private static final String ESCAPE = "a\u001b[2Jb";
    private static final String MARK = "here";
    private static final List<String> HOSTILE =
            List.of(QUOTES, JSON, LINES, NUL, HALF, TURNED, ISOLATED, SPLIT, ESCAPE, "%", "_", "\\", "$1", "${jndi:x}");

    private static RunningServer server;
    private static Actor ana;
    /// Who loses his account to what he types.
    private static Actor typist;
    private static String admin;
    private static String room;
    /// The typist's.
    private static String typed;

    @BeforeAll
    static void aRoom() throws Exception {
        server = RunningServer.get();
        ana = Actor.named(server, "ana");
        typist = Actor.named(server, "typist");
        typed = typist.publicRoom("typed " + Actor.fresh());
        admin = server.administrator();
        room = ana.publicRoom("injection " + Actor.fresh());
    }

    /// A field that takes text, and what a stranger may put there.
    record Field(String method, String path, String body, String field) {
        @Override
        public String toString() {
            return method + " " + path + " " + field;
        }
    }

    private static List<Field> fields() {
        return List.of(
                new Field("POST", "/rooms", "{}", "name"),
                new Field("POST", "/rooms", "{}", "visibility"),
                new Field("POST", "/rooms", "{'name':'x','visibility':'private'}", "password"),
                new Field("POST", "/rooms", "{'name':'x'}", "ref"),
                new Field("PATCH", "/rooms/" + typed, "{}", "name"),
                new Field("PUT", "/rooms/" + typed + "/topic", "{}", "topic"),
                new Field("POST", "/rooms/join", "{}", "name"),
                new Field("POST", "/rooms/join", "{'name':'x'}", "password"),
                new Field("POST", "/rooms/" + typed + "/messages", "{}", "text"),
                new Field("POST", "/rooms/" + typed + "/messages", "{'text':'x'}", "ref"),
                new Field("PATCH", "/account", "{}", "displayName"),
                new Field("PUT", "/account/username", "{'password':'correct horse'}", "username"),
                new Field("PUT", "/account/email", "{'password':'correct horse'}", "email"),
                new Field("POST", "/account/password", "{'password':'wrong'}", "newPassword"),
                new Field("POST", "/tokens", "{'scope':'read'}", "name"),
                new Field("POST", "/tokens", "{'name':'x'}", "scope"),
                new Field("POST", "/tokens", "{'name':'x','scope':'read'}", "expiresAt"),
                new Field("POST", "/login", "{'password':'x'}", "login"),
                new Field("POST", "/login", "{'login':'x'}", "password"),
                new Field("POST", "/refresh", "{}", "refreshToken"),
                new Field("POST", "/register", "{'email':'x@example.org','password':'correct horse'}", "username"),
                new Field("POST", "/register", "{'username':'xx','password':'correct horse'}", "email"),
                new Field("POST", "/password-reset", "{}", "email"),
                new Field("POST", "/password-reset/confirm", "{'newPassword':'correct horse'}", "token"),
                new Field("POST", "/auth/second-factor", "{'code':'123456'}", "challenge"),
                new Field("POST", "/auth/second-factor", "{'challenge':'x'}", "code"),
                new Field("POST", "/auth/passkey", "{'challenge':'x'}", "credential"));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void noFieldIsAnythingButData(Field field) throws Exception {
        try (Logged log = new Logged()) {
            for (String words : HOSTILE) {
                Told told = typist.rest(field.method, field.path, with(field.body, field.field, words));
                assertThat(told.code())
                        .as("%s with %s", field, words)
                        .isNotIn("internal", "unavailable", "unconfirmed");
                assertThat(told.words()).as(words).doesNotContain("SQL", "syntax", "Exception");
            }
            assertThat(log.lines()).allSatisfy(InjectionTest::isOneLine);
            assertThat(log.hasStackTrace()).isFalse();
        }
    }

    /// Every route whose body has a field that takes text, whoever asks.
    @Test
    void noFieldOfAnyBodyIsAnythingButData() throws Exception {
        try (Logged log = new Logged()) {
            for (String seed : FuzzSeeds.bodies(room, ana.id())) {
                String[] parts = seed.split(" ", 3);
                for (String body : hostile(parts[2])) {
                    Told told = Actor.rest(server, admin, parts[0], parts[1].substring(Actor.API.length()), body);
                    assertThat(told.code()).as(seed + body).isNotIn("internal", "unavailable", "unconfirmed");
                    assertThat(told.words()).as(seed + body).doesNotContain("SQL", "syntax", "Exception");
                }
            }
            assertThat(log.lines()).allSatisfy(InjectionTest::isOneLine);
            assertThat(log.hasStackTrace()).isFalse();
        }
    }

    /// Every field of every command; each is answered, and a connection is closed after so many that are refused.
    @ParameterizedTest
    @MethodSource("dev.hubbub.server.security.FuzzSeeds#commands")
    void noFieldOfAnyCommandIsAnythingButData(String seed) throws Exception {
        try (Logged log = new Logged()) {
            String command = seed.replace("\"room\":\"7\"", "\"room\":\"" + room + "\"");
            List<String> all = hostile(command);
            for (int i = 0; i < all.size(); i += HOSTILE.size()) {
                List<String> some = all.subList(i, i + HOSTILE.size());
                TestSocket socket = TestSocket.hello(server.url(), typist.token());
                some.forEach(socket::sayAsIs);
                await().until(() -> answers(socket).size() == some.size());
                assertThat(answers(socket))
                        .as(some.getFirst())
                        .noneMatch(text -> text.matches(".*\"code\":\"(internal|unavailable|unconfirmed)\".*"))
                        .noneMatch(text -> text.matches("(?s).*(SQL|syntax error|Exception).*"));
                socket.close();
            }
            assertThat(log.lines()).allSatisfy(InjectionTest::isOneLine);
            assertThat(log.hasStackTrace()).isFalse();
        }
    }

    private static List<String> answers(TestSocket socket) {
        return socket.heard().stream()
                .filter(text -> text.startsWith("{\"type\":\"ack\"") || text.startsWith("{\"type\":\"error\""))
                .toList();
    }

    /// The object with each of its texts hostile in turn.
    private static List<String> hostile(String json) {
        List<String> all = new ArrayList<>();
        ObjectNode object = (ObjectNode) Actor.tree(json.replace('\'', '"'));
        object.fieldNames().forEachRemaining(field -> {
            if (object.get(field).isTextual()) {
                for (String words : HOSTILE) {
                    String marked = object.deepCopy().put(field, MARK).toString();
                    all.add(marked.replace('"' + MARK + '"', literal(words)));
                }
            }
        });
        return all;
    }

    private static Stream<String> filters() {
        return Stream.of(
                "/rooms?query=",
                "/rooms?after=",
                "/rooms?ref=",
                "/rooms?limit=",
                "/rooms/{room}",
                "/rooms/{room}/members?after=",
                "/rooms/{room}/messages?text=",
                "/rooms/{room}/messages?author=",
                "/rooms/{room}/messages?since=",
                "/rooms/{room}/messages?before=",
                "/rooms/{room}/events?after=",
                "/users/",
                "/invitations?before=",
                "/admin/users?query=",
                "/admin/users?after=",
                "/admin/rooms?query=",
                "/admin/rooms?after=",
                "/admin/audit?whom=",
                "/admin/audit?who=",
                "/admin/audit?action=",
                "/admin/audit?from=",
                "/admin/audit?until=");
    }

    @ParameterizedTest
    @MethodSource("filters")
    void noFilterIsAnythingButData(String filter) throws Exception {
        try (Logged log = new Logged()) {
            for (String words : HOSTILE) {
                String path = filter.replace("{room}", room) + encoded(words.equals(HALF) ? "%ED%A0%80" : words);
                Told told = Actor.rest(server, admin, "GET", path, null);
                assertThat(told.code()).as(path).isNotIn("internal", "unavailable");
                assertThat(told.words()).as(path).doesNotContain("SQL", "syntax", "Exception");
            }
            assertThat(log.lines()).allSatisfy(InjectionTest::isOneLine);
            assertThat(log.hasStackTrace()).isFalse();
        }
    }

    /// Java's times reach further than PostgreSQL's.
    @ParameterizedTest
    @ValueSource(
            strings = {"-1000000000-01-01T00:00:00Z", "-4713-01-01T00:00:00Z", "+1000000000-12-31T23:59:59.999999999Z"})
    void timesBeyondTheDatabasesAreTimesToo(String time) throws Exception {
        for (String path : List.of(
                "/rooms/" + room + "/messages?since=",
                "/rooms/" + room + "/messages?until=",
                "/admin/audit?since=",
                "/admin/audit?until=")) {
            assertThat(Actor.rest(server, admin, "GET", path + encoded(time), null)
                            .code())
                    .as(path)
                    .isIn("", "invalid", "not_a_member");
        }
        assertThat(ana.socket("history", ",'room':'%s','since':'%s'".formatted(room, time))
                        .code())
                .isIn("", "invalid");
        assertThat(ana.rest("POST", "/tokens", "{'name':'x','scope':'read','expiresAt':'" + time + "'}")
                        .code())
                .isIn("", "invalid");
        assertThat(ana.rest("GET", "/tokens", null).code()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, Long.MAX_VALUE - 1, Long.MAX_VALUE})
    void seqsAtTheEdgeOfALongOverflowNothing(long seq) throws Exception {
        for (String anchor : List.of("before", "after", "around")) {
            String where = "%s=%d&limit=200".formatted(anchor, seq);
            for (String filter : List.of("", "&text=x")) {
                assertThat(ana.rest("GET", "/rooms/%s/messages?%s%s".formatted(room, where, filter), null)
                                .code())
                        .isEmpty();
            }
            assertThat(ana.socket("history", ",'room':'%s','%s':%d".formatted(room, anchor, seq))
                            .code())
                    .isEmpty();
        }
        assertThat(ana.rest("GET", "/rooms/%s/events?after=%d".formatted(room, seq), null)
                        .code())
                .isEmpty();
        assertThat(ana.rest("POST", "/rooms/%s/read".formatted(room), "{'seq':%d}".formatted(seq))
                        .code())
                .isEmpty();
        assertThat(Actor.rest(server, admin, "GET", "/admin/audit?before=" + seq, null)
                        .code())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "_", "\\", "a%b", "100\\%", "'", "!", "[a]", ".*"})
    void signsOfPatternsFindThemselvesOnly(String words) throws Exception {
        String hall = ana.publicRoom("patterns " + Actor.fresh());
        ana.post(hall, "plain words");
        ana.rest("POST", "/rooms/" + hall + "/messages", with("{}", "text", "so " + words + " it is"));
        JsonNode found = ana.rest("GET", "/rooms/" + hall + "/messages?text=" + encoded(words), null)
                .json();
        assertThat(found.path("events").findValuesAsText("text")).containsExactly("so " + words + " it is");
        JsonNode overSocket = ana.socket("history", ",'room':'%s','text':%s".formatted(hall, literal(words)))
                .json();
        assertThat(overSocket.path("events").findValuesAsText("text")).containsExactly("so " + words + " it is");
        String name = Actor.fresh() + words;
        ana.rest("POST", "/rooms", with("{}", "name", name));
        JsonNode rooms = ana.rest("GET", "/rooms?query=" + encoded(name), null).json();
        assertThat(rooms.path("rooms").findValuesAsText("name")).containsExactly(name);
    }

    @Test
    void whatIsStoredComesBackAsItWasTyped() throws Exception {
        for (String words : List.of(QUOTES, JSON, LINES, TURNED, ESCAPE, "</script><script>alert(1)</script>")) {
            Told posted = ana.rest("POST", "/rooms/" + room + "/messages", with("{}", "text", words));
            long seq = posted.json().path("seq").asLong();
            JsonNode history = ana.rest("GET", "/rooms/" + room + "/messages?limit=1", null)
                    .json();
            assertThat(history.path("events").path(0).path("text").asText()).isEqualTo(words);
            assertThat(history.path("events").path(0).path("seq").asLong()).isEqualTo(seq);
            JsonNode socket =
                    ana.socket("history", ",'room':'" + room + "','limit':1").json();
            assertThat(socket.path("events").path(0).path("text").asText()).isEqualTo(words);
        }
    }

    /// Names stand on one line beside others' names.
    @ParameterizedTest
    @ValueSource(strings = {"a\u202eb", "a\u2066b", "a\u200fb", "a\u061cb", "a\u2028b", "a\u0007b", "a\nb"})
    void noNameTurnsOrBreaksALine(String name) throws Exception {
        List<Field> names = List.of(
                new Field("POST", "/rooms", "{}", "name"),
                new Field("PATCH", "/rooms/" + room, "{}", "name"),
                new Field("PUT", "/rooms/" + room + "/topic", "{}", "topic"),
                new Field("PATCH", "/account", "{}", "displayName"),
                new Field("PUT", "/account/username", "{'password':'correct horse'}", "username"),
                new Field("POST", "/tokens", "{'scope':'read'}", "name"));
        for (Field field : names) {
            assertThat(ana.rest(field.method, field.path, with(field.body, field.field, name))
                            .code())
                    .as(field.toString())
                    .isEqualTo("invalid");
        }
        assertThat(ana.socket("create_room", ",'name':" + literal(name)).code()).isEqualTo("invalid");
        assertThat(ana.socket("rename_room", ",'room':'%s','name':%s".formatted(room, literal(name)))
                        .code())
                .isEqualTo("invalid");
        assertThat(ana.socket("set_topic", ",'room':'%s','topic':%s".formatted(room, literal(name)))
                        .code())
                .isEqualTo("invalid");
    }

    /// Two rooms in one list, one of which only seems to be the other.
    @ParameterizedTest
    @ValueSource(strings = {"\u200b", "\u2060", "\ufeff", "\u00ad"})
    void anInvisibleSignMakesNoOtherName(String invisible) throws Exception {
        String name = "lobby" + Actor.fresh();
        assertThat(ana.rest("POST", "/rooms", with("{}", "name", name)).code()).isEmpty();
        Told twin = ana.rest("POST", "/rooms", with("{}", "name", name + invisible));
        assertThat(twin.code()).isIn("invalid", "name_taken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1:\u0000", "1:' OR 1=1", "9223372036854775808:a", "-1:", ":", "1", "\u00ff"})
    void aCursorThatNobodyGaveLeadsNowhereElse(String made) throws Exception {
        String cursor = Base64.getUrlEncoder().encodeToString(made.getBytes(StandardCharsets.UTF_8));
        for (String path : List.of("/rooms?after=", "/rooms/" + room + "/members?after=", "/admin/users?after=")) {
            assertThat(Actor.rest(server, admin, "GET", path + encoded(cursor), null)
                            .code())
                    .as(path)
                    .isIn("", "invalid");
        }
        assertThat(ana.socket("list_rooms", ",'after':'" + cursor + "'").code()).isIn("", "invalid");
    }

    private static void isOneLine(String line) {
        assertThat(line).doesNotContain("\r", "\n", "\u2028", "\u001b");
    }

    /// As JSON, whatever it holds; half a pair goes as an escape.
    private static String literal(String words) {
        return JsonNodeFactory.instance
                .textNode(words)
                .toString()
                .replace("\ud800", "\\ud800")
                .replace("'", "\\u0027");
    }

    private static String with(String body, String field, String words) {
        String inside = body.substring(1, body.length() - 1);
        return "{" + inside + (inside.isEmpty() ? "" : ",") + "'" + field + "':" + literal(words) + "}";
    }

    private static String encoded(String words) {
        return words.startsWith("%ED")
                ? words
                : URLEncoder.encode(words, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
