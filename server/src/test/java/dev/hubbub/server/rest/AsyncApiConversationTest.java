package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Drives a running server through every command and holds each frame against docs/asyncapi.yaml.
@Tag("integration")
class AsyncApiConversationTest {
    /// These take a server that restarts, and people who come and go.
    private static final Set<String> ELSEWHERE = Set.of("server.goodbye", "server.presence");

    private final RunningServer server = RunningServer.get();
    private final HttpClient http = HttpClient.newHttpClient();
    private final String suffix = Long.toString(System.nanoTime(), 36);

    @Test
    void everyFrameIsAsDocumented() throws Exception {
        JsonNode anasLogin = server.register("ana").json();
        JsonNode bosLogin = server.register("bo").json();
        try (var ana = connect(anasLogin);
                var bo = connect(bosLogin);
                var bosPhone = connect(bosLogin)) {
            String room = create(ana);
            bo.ask("{'type':'join_room','name':'design %s'}".formatted(suffix));
            bosPhone.awaits("room");
            ana.ask("{'type':'post','room':'%s','text':'hello'}".formatted(room));
            talk(ana, bo, bosPhone, room);
            read(ana, room);
            ana.ask("{'type':'renew','token':'%s'}"
                    .formatted(anasLogin.path("accessToken").asText()));
            part(ana, bo, room, bosLogin.path("user").path("id").asText());
            ana.assertDocumented();
            bo.assertDocumented();
            bosPhone.assertDocumented();
        }
        Set<String> expected = new TreeSet<>(SpecDocument.read("asyncapi.yaml").names("components", "messages"));
        expected.removeAll(ELSEWHERE);
        assertThat(DocumentedSocket.SEEN).containsAll(expected);
    }

    /// With a cursor from beyond the log's end, which is answered by a reset.
    private DocumentedSocket connect(JsonNode login) throws Exception {
        DocumentedSocket socket = DocumentedSocket.open(http, server.url());
        socket.say("{'type':'hello','token':'%s','cursors':{'1':123456789}}"
                .formatted(login.path("accessToken").asText()));
        socket.awaits("welcome");
        socket.awaits("reset");
        return socket;
    }

    private String create(DocumentedSocket ana) throws Exception {
        JsonNode hidden = ana.ask(
                "{'type':'create_room','name':'hidden','visibility':'private','password':'open','listed':false,'memberLimit':5}");
        assertThat(hidden.path("state").path("kind").asText()).isEqualTo("private");
        return ana.ask("{'type':'create_room','name':'design %s'}".formatted(suffix))
                .path("room")
                .asText();
    }

    private static void talk(DocumentedSocket ana, DocumentedSocket bo, DocumentedSocket bosPhone, String room)
            throws Exception {
        bo.awaits(message -> message.path("text").asText().equals("hello"));
        bo.ask("{'type':'read','room':'%s','seq':3}".formatted(room));
        assertThat(bosPhone.awaits("read").path("lastSeq").asLong()).isEqualTo(3);
        ana.say("{'type':'typing','room':'%s'}".formatted(room));
        bo.awaits("typing");
        ana.say("{'type':'ping'}");
        ana.awaits("pong");
    }

    private void read(DocumentedSocket ana, String room) throws Exception {
        JsonNode rooms = ana.ask("{'type':'list_rooms','query':'%s','limit':1}".formatted(suffix));
        assertThat(rooms.path("rooms")).isNotEmpty();
        JsonNode members = ana.ask("{'type':'list_members','room':'%s','limit':1}".formatted(room));
        assertThat(members.path("next").isMissingNode()).isFalse();
        JsonNode events = ana.ask("{'type':'history','room':'%s','around':2,'limit':2}".formatted(room));
        assertThat(events.path("events")).hasSize(2);
        ana.ask("{'type':'history','room':'%s','text':'HELLO','since':'2026-01-01T00:00:00Z'}".formatted(room));
    }

    private static void part(DocumentedSocket ana, DocumentedSocket bo, String room, String bosId) throws Exception {
        ana.ask("{'type':'rename_room','room':'%s','name':'renamed %s'}".formatted(room, room));
        ana.ask("{'type':'set_topic','room':'%s','topic':'of parting'}".formatted(room));
        bo.awaits(message -> message.path("topic").asText().equals("of parting"));
        ana.ask("{'type':'list_rooms','query':'renamed %s'}".formatted(room));
        ana.ask("{'type':'remove_member','room':'%s','user':'%s'}".formatted(room, bosId));
        bo.awaits(message -> message.path("kind").asText().equals("member_removed"));
        bo.ask("{'type':'join_room','room':'%s'}".formatted(room));
        bo.ask("{'type':'leave_room','room':'%s'}".formatted(room));
        JsonNode again = bo.ask("{'type':'leave_room','room':'%s'}".formatted(room));
        assertThat(again.has("seq")).as("nothing was stored").isFalse();
        ana.ask("{'type':'delete_room','room':'%s'}".formatted(room));
        JsonNode refused = ana.ask("{'type':'post','room':'%s','text':'too late'}".formatted(room));
        assertThat(refused.path("code").asText()).isEqualTo("no_such_room");
    }
}
