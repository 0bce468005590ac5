package dev.hubbub.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.ServerMessage.AckBody;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServerMessageTest {
    private static final Ref REF = new Ref("a-1");
    private static final RoomId HALLWAY = new RoomId(1);
    private static final Person ANA = new Person(new UserId(2), "ana");
    private static final Instant AT = Instant.parse("2026-11-24T01:02:03.456Z");
    private static final RoomState STATE =
            new RoomState(HALLWAY, "hallway", "where we meet", RoomKind.PUBLIC, true, ANA.id(), 3, 0, 14, 12, 2);

    private final ServerMessageWriter writer = new ServerMessageWriter();
    private final ServerMessageReader reader = new ServerMessageReader();

    static List<ServerMessage> everyMessage() {
        Event event = Event.message(HALLWAY, 13, AT, ANA, REF, "hi");
        return List.of(
                new ServerMessage.EventDelivered(event),
                new ServerMessage.EventDelivered(
                        new Event(HALLWAY, 1, EventKind.MEMBER_JOINED, AT, ANA, REF, null, ANA, null, null)),
                new ServerMessage.EventDelivered(
                        new Event(HALLWAY, 2, EventKind.ROOM_UPDATED, AT, ANA, REF, null, null, "hall", null)),
                new ServerMessage.EventDelivered(
                        new Event(HALLWAY, 3, EventKind.TOPIC_CHANGED, AT, ANA, REF, null, null, null, "lost keys")),
                new ServerMessage.EventDelivered(
                        new Event(HALLWAY, 4, EventKind.TOPIC_CHANGED, AT, ANA, REF, null, null, null, "")),
                new ServerMessage.Welcome(
                        "c1",
                        "n1",
                        "e1",
                        ANA,
                        List.of(STATE),
                        List.of(new RoomId(9)),
                        new ServerMessage.Limits(1, 2, 3),
                        900_000L),
                new ServerMessage.UnknownEvent(HALLWAY, 13, "poll_opened", AT, ANA),
                new ServerMessage.RoomOpened(STATE),
                new ServerMessage.Ack(REF, new AckBody.Done()),
                new ServerMessage.Ack(REF, new AckBody.Stored(HALLWAY, 15, AT)),
                new ServerMessage.Ack(REF, new AckBody.Entered(STATE)),
                new ServerMessage.Ack(
                        REF,
                        new AckBody.Rooms(
                                List.of(new RoomListing(HALLWAY, "hallway", "", RoomKind.PUBLIC, 3, false, true)),
                                "next")),
                new ServerMessage.Ack(REF, new AckBody.Members(List.of(new Member(ANA, true, AT, true)), null)),
                new ServerMessage.Ack(REF, new AckBody.History(new HistoryPage(List.of(event), 13L, null))),
                new ServerMessage.Ack(REF, new AckBody.Renewed(900_000L)),
                new ServerMessage.Ack(REF, new AckBody.Read(HALLWAY, 14, 0, 14)),
                new ServerMessage.Failure(REF, ErrorCode.NOT_A_MEMBER, "join first", null),
                new ServerMessage.Failure(null, ErrorCode.OVERLOADED, "try again", 250L),
                new ServerMessage.Presence(HALLWAY, List.of(ANA), List.of(), List.of(), null),
                new ServerMessage.Presence(HALLWAY, null, List.of(ANA), List.of(), null),
                new ServerMessage.Presence(HALLWAY, null, List.of(), List.of(), 1234),
                new ServerMessage.Typing(HALLWAY, ANA),
                new ServerMessage.ReadMoved(HALLWAY, 12, 2, 14),
                new ServerMessage.Reset(HALLWAY, 9000, 8900),
                new ServerMessage.Goodbye("restart", 1500),
                new ServerMessage.Pong());
    }

    @ParameterizedTest
    @MethodSource("everyMessage")
    void whatTheServerWritesTheClientReadsBack(ServerMessage message) throws Exception {
        assertThat(reader.read(writer.write(message))).contains(message);
    }

    @Test
    void anEventLooksAsTheProtocolDocumentSays() {
        byte[] json = writer.write(new ServerMessage.EventDelivered(Event.message(HALLWAY, 13, AT, ANA, REF, "hi")));
        assertThat(new String(json, UTF_8))
                .isEqualTo("{\"type\":\"event\",\"room\":\"1\",\"seq\":13,\"kind\":\"message\","
                        + "\"at\":\"2026-11-24T01:02:03.456Z\",\"author\":{\"id\":\"2\",\"username\":\"ana\"},"
                        + "\"ref\":\"a-1\",\"text\":\"hi\"}");
    }

    @Test
    void anEventOfAKindThatIsYetToComeKeepsItsPlace() throws Exception {
        String json = """
                {"type":"event","room":"1","seq":13,"kind":"poll_opened","at":"2026-11-24T01:02:03.456Z",
                 "author":{"id":"2","username":"ana"},"ref":"a-1","question":{"text":"Tea?","options":["yes","no"]}}
                """;
        assertThat(reader.read(json.getBytes(UTF_8)))
                .contains(new ServerMessage.UnknownEvent(HALLWAY, 13, "poll_opened", AT, ANA));
    }

    @Test
    void aMessageOfATypeThatIsYetToComeIsSkipped() throws Exception {
        assertThat(reader.read("{\"type\":\"poll_opened\"}".getBytes(UTF_8))).isEmpty();
    }
}
