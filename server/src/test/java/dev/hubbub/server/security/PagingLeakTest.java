package dev.hubbub.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hubbub.server.rest.RunningServer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Pages show all that their reader may see and nothing else: none of the neighbours' events, rooms and members,
/// whatever cursor is shown.
@Tag("integration")
class PagingLeakTest {
    private static final int SAID = 12;

    private static RunningServer server;
    private static Actor ana;
    private static Actor eve;
    private static String mark;
    private static String hall;
    private static String den;

    /// Ana's two rooms have the same words at the same seqs; Eve is in one of them.
    @BeforeAll
    static void twoRooms() throws Exception {
        server = RunningServer.get();
        ana = Actor.named(server, "ana");
        eve = Actor.named(server, "eve");
        mark = "paging" + Actor.fresh();
        hall = ana.publicRoom(mark + " hall");
        den = ana.hiddenRoom(mark + " den", null);
        for (int i = 1; i <= SAID; i++) {
            ana.post(hall, "open word " + i);
            ana.post(den, "closed word " + i);
        }
        assertThat(eve.rest("POST", "/rooms/" + hall + "/join", "{}").isDone()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1 2 3 4 5 6 7 8 9 10 11 12",
        "before=2&limit=5, ''",
        "before=3&limit=5, 1",
        "before=1&limit=5, ''",
        "before=0&limit=5, ''",
        "after=0&limit=3, 1 2",
        "after=1&limit=3, 1 2 3",
        "after=12&limit=5, 12",
        "after=13&limit=5, ''",
        "after=14&limit=5, ''",
        "after=9999&limit=5, ''",
        "before=9999&limit=3, 11 12",
        "around=1&limit=4, 1 2 3",
        "around=13&limit=4, 10 11 12",
        "around=9999&limit=4, 12",
        "around=0&limit=4, 1 2 3",
    })
    void aPageHoldsWhatItsBordersSay(String where, String words) throws Exception {
        JsonNode page = eve.rest("GET", "/rooms/%s/messages?%s".formatted(hall, where), null)
                .json();
        List<String> texts = page.findValuesAsText("text");
        assertThat(page.findValuesAsText("room")).allMatch(hall::equals);
        List<String> expected = words.isEmpty()
                ? List.of()
                : List.of(words.split(" ", -1)).stream()
                        .map(n -> "open word " + n)
                        .toList();
        assertThat(texts).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text=word",
                "text=closed",
                "since=2020-01-01T00:00:00Z",
                "until=2099-01-01T00:00:00Z",
                "author={ana}",
                "author=1",
                "text=%25",
                "limit=200"
            })
    void noFilterReachesIntoAnotherRoom(String filter) throws Exception {
        String asked = filter.replace("{ana}", ana.id());
        Told own = eve.rest("GET", "/rooms/%s/messages?%s".formatted(hall, asked), null);
        assertThat(own.isDone()).isTrue();
        assertThat(own.words()).doesNotContain("closed word", den);
        Told foreign = eve.rest("GET", "/rooms/%s/messages?%s".formatted(den, asked), null);
        assertThat(foreign.code()).isEqualTo("no_such_room");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7})
    void pagesInEitherDirectionMissAndRepeatNothing(int limit) throws Exception {
        List<Integer> all = IntStream.rangeClosed(1, SAID + 2).boxed().toList();
        assertThat(walk("", "before", limit))
                .containsExactlyInAnyOrderElementsOf(all)
                .doesNotHaveDuplicates();
        assertThat(walk("after=0", "after", limit)).isEqualTo(all);
        assertThat(walk("text=word", "before", limit)).hasSize(SAID).doesNotHaveDuplicates();
        assertThat(walk("text=word&after=0", "after", limit)).hasSize(SAID).isSorted();
    }

    /// Ana's lists begin with what Eve may not see.
    @Test
    void anothersCursorShowsNothingOfWhatHeSees() throws Exception {
        String query = "/rooms?query=" + mark + "&limit=1";
        JsonNode first = ana.rest("GET", query, null).json();
        assertThat(first.path("rooms").path(0).path("id").asText()).isEqualTo(den);
        String cursor = first.path("next").asText();
        JsonNode eves = eve.rest("GET", query + "&after=" + cursor, null).json();
        assertThat(ids(eves.path("rooms"))).containsExactly(hall);
        assertThat(ids(eve.rest("GET", query, null).json().path("rooms"))).containsExactly(hall);
        assertThat(eve.rest("GET", "/rooms/" + den + "/members?after=" + cursor, null)
                        .code())
                .isEqualTo("no_such_room");
        JsonNode socket = eve.socket("list_rooms", ",'query':'%s','after':'%s'".formatted(mark, cursor))
                .json();
        assertThat(ids(socket.path("rooms"))).containsExactly(hall);
    }

    @Test
    void nobodyIsInvisibleInAListThatIsReadByOnes() throws Exception {
        List<String> names = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = eve.rest("GET", "/rooms/" + hall + "/members?limit=1" + after, null)
                    .json();
            page.path("members")
                    .forEach(one -> names.add(one.path("user").path("id").asText()));
            after = page.has("next") ? "&after=" + page.path("next").asText() : "";
        } while (!after.isEmpty());
        assertThat(names).containsExactlyInAnyOrder(ana.id(), eve.id());
    }

    @Test
    void theSocketsPagesAreTheSame() throws Exception {
        for (String where : List.of("", ",'before':5", ",'after':3", ",'around':7", ",'text':'word'")) {
            String query = where.replace(",'", "&").replace("':", "=").replace("'", "");
            JsonNode rest = eve.rest("GET", "/rooms/%s/messages?limit=4%s".formatted(hall, query), null)
                    .json();
            JsonNode socket = eve.socket("history", ",'room':'%s','limit':4%s".formatted(hall, where))
                    .json();
            assertThat(socket.path("events")).isEqualTo(rest.path("events"));
            assertThat(socket.path("before")).isEqualTo(rest.path("before"));
            assertThat(socket.path("after")).isEqualTo(rest.path("after"));
        }
    }

    private static List<Integer> walk(String start, String direction, int limit) throws Exception {
        List<Integer> seqs = new ArrayList<>();
        String filter = start.startsWith("text=word") ? "text=word&" : "";
        String where = start;
        while (true) {
            JsonNode page = eve.rest("GET", "/rooms/%s/messages?%s&limit=%d".formatted(hall, where, limit), null)
                    .json();
            page.path("events").forEach(event -> seqs.add(event.path("seq").asInt()));
            assertThat(seqs).hasSizeLessThan(100);
            if (!page.has(direction)) {
                return seqs;
            }
            where = filter + direction + "=" + page.path(direction).asText();
        }
    }

    private static List<String> ids(JsonNode rooms) {
        return StreamSupport.stream(rooms.spliterator(), false)
                .map(room -> room.path("id").asText())
                .toList();
    }
}
