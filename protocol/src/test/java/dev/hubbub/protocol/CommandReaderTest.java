package dev.hubbub.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CommandReaderTest {
    private static final Ref REF = new Ref("a-1");
    private static final RoomId HALLWAY = new RoomId(1);

    private final CommandReader reader = new CommandReader();
    private final CommandWriter writer = new CommandWriter();

    static List<Command> everyCommand() {
        return List.of(
                new Command.Hello("secret", "e1", Map.of(HALLWAY, 12L)),
                new Command.Hello(null, null, Map.of()),
                new Command.Post(REF, HALLWAY, "hi \"there\" \uD83D\uDE00\n"),
                new Command.CreateRoom(REF, "design", RoomKind.PRIVATE, "pw", false, 5),
                new Command.CreateRoom(REF, "lounge", RoomKind.PUBLIC, null, true, 0),
                new Command.JoinRoom(REF, HALLWAY, null, "pw"),
                new Command.JoinRoom(REF, null, "design", null),
                new Command.LeaveRoom(REF, HALLWAY),
                new Command.DeleteRoom(REF, HALLWAY),
                new Command.RenameRoom(REF, HALLWAY, "corridor"),
                new Command.SetTopic(REF, HALLWAY, "where we meet"),
                new Command.SetTopic(REF, HALLWAY, ""),
                new Command.RemoveMember(REF, HALLWAY, new UserId(7)),
                new Command.ListRooms(REF, "de", "cursor", 10),
                new Command.ListMembers(REF, HALLWAY, null, 50),
                new Command.History(REF, HALLWAY, HistoryQuery.before(100, 50)),
                new Command.History(
                        REF,
                        HALLWAY,
                        new HistoryQuery(
                                null, null, 7L, 5, new UserId(3), Instant.EPOCH, Instant.EPOCH.plusMillis(5), "x")),
                new Command.MarkRead(REF, HALLWAY, 15),
                new Command.Typing(HALLWAY),
                new Command.Ping());
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void whatTheClientWritesTheServerReadsBack(Command command) {
        assertThat(reader.read(writer.write(command))).isEqualTo(new CommandReader.Accepted(command));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"type\":\"post\",\"ref\":\"a\"                                     | INVALID   | malformed",
                "[]                                                                   | MALFORMED | one JSON object",
                "{\"type\":\"ping\"} {}                                               | MALFORMED | nothing after it",
                "{\"type\":\"dance\"}                                                 | UNKNOWN_TYPE | no command",
                "{\"ref\":\"a\"}                                                      | INVALID   | type is missing",
                "{\"type\":7}                                                         | INVALID   | type must be a string",
                "{\"type\":\"post\",\"ref\":\"a\",\"room\":1,\"text\":\"x\"}          | INVALID   | room must be a string",
                "{\"type\":\"post\",\"ref\":\"a\",\"room\":\"01\",\"text\":\"x\"}     | INVALID   | room is not an id",
                "{\"type\":\"post\",\"ref\":\"a\",\"room\":\"99999999999999999999\"}  | INVALID   | room is not an id",
                "{\"type\":\"post\",\"room\":\"1\",\"text\":\"x\"}                    | INVALID   | ref is missing",
                "{\"type\":\"post\",\"ref\":\"\",\"room\":\"1\",\"text\":\"x\"}       | INVALID   | ref must have",
                "{\"type\":\"post\",\"ref\":\"a\",\"room\":\"1\",\"text\":\"\\u0000\"}| INVALID   | text holds a NUL",
                "{\"type\":\"post\",\"ref\":\"a\",\"room\":\"1\",\"text\":\"\\ud800\"}| INVALID   | text holds a NUL",
                "{\"type\":\"read\",\"ref\":\"a\",\"room\":\"1\",\"seq\":1e3}         | INVALID   | seq must be a whole",
                "{\"type\":\"read\",\"ref\":\"a\",\"room\":\"1\",\"seq\":-1}          | INVALID   | seq must be a whole",
                "{\"type\":\"read\",\"ref\":\"a\",\"room\":\"1\",\"seq\":99999999999999999999} | INVALID | seq must be a whole",
                "{\"type\":\"history\",\"ref\":\"a\",\"room\":\"1\",\"before\":1,\"after\":2}  | INVALID | only one of",
                "{\"type\":\"history\",\"ref\":\"a\",\"room\":\"1\",\"limit\":0}      | INVALID   | limit must be from 1",
                "{\"type\":\"history\",\"ref\":\"a\",\"room\":\"1\",\"since\":\"now\"}| INVALID   | since must be a time",
                "{\"type\":\"join_room\",\"ref\":\"a\"}                               | INVALID   | either room or name",
                "{\"type\":\"hello\",\"cursors\":[]}                                  | INVALID   | cursors must be",
                "{\"type\":\"hello\",\"cursors\":{\"x\":1}}                           | INVALID   | not a room id",
            })
    void saysWhatIsWrong(String json, ErrorCode code, String hint) {
        CommandReader.Rejected rejected = rejected(json);
        if (hint.equals("malformed")) {
            assertThat(rejected.code()).isEqualTo(ErrorCode.MALFORMED);
        } else {
            assertThat(rejected.code()).isEqualTo(code);
            assertThat(rejected.message()).contains(hint);
        }
    }

    @Test
    void aFaultAfterTheRefIsAnsweredWithTheRef() {
        assertThat(rejected("{\"type\":\"post\",\"ref\":\"a-9\",\"room\":true}").ref())
                .isEqualTo(new Ref("a-9"));
    }

    @Test
    void deepNestingIsRefusedEvenInAFieldThatNobodyReads() {
        String deep = "{\"type\":\"ping\",\"x\":" + "[".repeat(1000) + "]".repeat(1000) + "}";
        assertThat(rejected(deep).code()).isEqualTo(ErrorCode.MALFORMED);
    }

    @Test
    void aNumberOfAThousandDigitsIsRefused() {
        assertThat(rejected("{\"type\":\"ping\",\"x\":" + "9".repeat(1000) + "}")
                        .code())
                .isIn(ErrorCode.MALFORMED, ErrorCode.INVALID);
    }

    @Test
    void unknownFieldsAreSkipped() {
        assertThat(reader.read("{\"new\":{\"a\":[1,2]},\"type\":\"ping\"}".getBytes(UTF_8)))
                .isEqualTo(new CommandReader.Accepted(new Command.Ping()));
    }

    @Test
    void mutatedCommandsAreAcceptedOrRejectedButNeverThrow() {
        Random random = new Random(42);
        List<Command> commands = everyCommand();
        for (int run = 0; run < 20_000; run++) {
            byte[] json = writer.write(commands.get(random.nextInt(commands.size())));
            for (int i = random.nextInt(4); i >= 0; i--) {
                json[random.nextInt(json.length)] = (byte) random.nextInt(256);
            }
            assertThat(reader.read(json)).isNotNull();
        }
    }

    @Test
    void secretsDoNotAppearInToString() {
        assertThat(everyCommand().toString()).doesNotContain("secret").doesNotContain("pw");
    }

    private CommandReader.Rejected rejected(String json) {
        CommandReader.Outcome outcome = reader.read(json.getBytes(UTF_8));
        assertThat(outcome).isInstanceOf(CommandReader.Rejected.class);
        return (CommandReader.Rejected) outcome;
    }
}
