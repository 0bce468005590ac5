package dev.hubbub.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.ServerMessageWriter;
import dev.hubbub.protocol.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Holds the scan against what the server's own writer writes.
final class MessageScanTest {
    private static final long DUE = 123_456_789_012L;
    private static final RoomId HALLWAY = new RoomId(812_345_678_901_234_567L);
    private static final Person ANA = new Person(new UserId(7), "ana");

    private final ServerMessageWriter writer = new ServerMessageWriter();
    private final MessageScan scan = new MessageScan(100);

    @Test
    void anEventsRoomSeqAndTimeAreFound() throws JsonProcessingException {
        JsonNode post = post();
        scan(event(post.path("ref").asText(), post.path("text").asText()));
        assertThat(scan.kind()).isEqualTo(MessageScan.Kind.EVENT);
        assertThat(scan.room()).isEqualTo(HALLWAY.value());
        assertThat(scan.seq()).isEqualTo(42);
        assertThat(scan.intended()).isEqualTo(DUE);
    }

    @Test
    void anEventOfSomebodyElseCountsWithoutATime() {
        scan(event("b-7", "hi"));
        assertThat(scan.kind()).isEqualTo(MessageScan.Kind.EVENT);
        assertThat(scan.seq()).isEqualTo(42);
        assertThat(scan.intended()).isEqualTo(Hex.NONE);
    }

    @Test
    void anAcksTimeTagAndPlaceAreFound() {
        Ref ref = Ref.parse(Post.ref(DUE, 2, 9)).orElseThrow();
        scan(new ServerMessage.Ack(ref, new ServerMessage.AckBody.Stored(HALLWAY, 43, Instant.EPOCH)));
        assertThat(scan.kind()).isEqualTo(MessageScan.Kind.ACK);
        assertThat(scan.intended()).isEqualTo(DUE);
        assertThat(scan.tag()).isEqualTo(2);
        assertThat(scan.room()).isEqualTo(HALLWAY.value());
        assertThat(scan.seq()).isEqualTo(43);
    }

    @Test
    void anAckOfSomethingElseHasNoPlace() {
        Ref ref = Ref.parse(Post.ref(DUE, 0, 9)).orElseThrow();
        scan(new ServerMessage.Ack(ref, new ServerMessage.AckBody.Done()));
        assertThat(scan.kind()).isEqualTo(MessageScan.Kind.ACK);
        assertThat(scan.seq()).isZero();
    }

    @Test
    void errorsAreKnownAndSignalsPassedOver() {
        scan(new ServerMessage.Failure(null, ErrorCode.OVERLOADED, "later", 100L));
        assertThat(scan.kind()).isEqualTo(MessageScan.Kind.ERROR);
        scan(new ServerMessage.Pong());
        assertThat(scan.kind()).isEqualTo(MessageScan.Kind.OTHER);
        scan(new ServerMessage.Typing(HALLWAY, ANA));
        assertThat(scan.kind()).isEqualTo(MessageScan.Kind.OTHER);
    }

    @Test
    void aPostIsOfTheLengthThatTheScanExpects() throws JsonProcessingException {
        assertThat(post().path("text").asText()).hasSize(100);
        assertThat(post().path("ref").asText()).hasSize(Post.REF_BYTES).isEqualTo(Post.ref(DUE, 0, 5));
        assertThat(post().path("room").asText()).isEqualTo(HALLWAY.toString());
    }

    private static JsonNode post() throws JsonProcessingException {
        byte[] bytes = Post.to(HALLWAY.value(), 100, Dialect.PLAIN).at(DUE, 5);
        return new ObjectMapper().readTree(new String(bytes, StandardCharsets.UTF_8));
    }

    private static ServerMessage event(String ref, String text) {
        return new ServerMessage.EventDelivered(new Event(
                HALLWAY,
                42,
                EventKind.MESSAGE,
                Instant.EPOCH,
                ANA,
                Ref.parse(ref).orElseThrow(),
                text,
                null,
                null,
                null));
    }

    private void scan(ServerMessage message) {
        ByteBuffer bytes = ByteBuffer.wrap(writer.write(message));
        scan.scan(bytes, 0, bytes.limit());
    }
}
