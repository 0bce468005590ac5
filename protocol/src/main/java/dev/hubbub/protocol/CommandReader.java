package dev.hubbub.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads what a stranger sent: either a command that is complete and well-formed, or what exactly is wrong with
/// it. Safe for any thread.
public final class CommandReader {
    private static final int MAX_DEPTH = 8;
    private static final int MAX_NUMBER_LENGTH = 32;
    private static final int MAX_NAME_LENGTH = 64;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxNameLength(MAX_NAME_LENGTH)
                    .build())
            // A stranger's field names must not fill a table that all connections share.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    /// What a frame turned out to be.
    public sealed interface Outcome {}

    public record Accepted(Command command) implements Outcome {}

    /// @param ref the command's ref, if it could be read before the fault was met
    public record Rejected(@Nullable Ref ref, ErrorCode code, String message) implements Outcome {}

    public Outcome read(byte[] json) {
        return read(json, new CommandFields());
    }

    /// Reads one JSON object; whatever follows it is a fault.
    public Outcome read(InputStream json) {
        try {
            return read(bytes(json));
        } catch (IOException e) {
            return new Rejected(null, ErrorCode.MALFORMED, "not readable: " + brief(e));
        }
    }

    /// Reads the rest of a command whose type, and room if it has one, stand elsewhere: in the path of a REST
    /// request. The object may lack the ref, which is a fresh one then.
    public Outcome read(byte[] json, String type, @Nullable RoomId room) {
        return read(json, new CommandFields(type, room));
    }

    /// What is there at once is all of a frame; to ask for everything costs a large buffer each time.
    private static byte[] bytes(InputStream json) throws IOException {
        byte[] atOnce = json.readNBytes(json.available());
        int more = json.read();
        if (more < 0) {
            return atOnce;
        }
        var all = new ByteArrayOutputStream();
        all.writeBytes(atOnce);
        all.write(more);
        json.transferTo(all);
        return all.toByteArray();
    }

    private static Outcome read(byte[] json, CommandFields fields) {
        // As a string, since a parser of bytes that leaves names alone decodes through a reader with 8 kB of its own.
        try (JsonParser parser = JSON.createParser(new String(json, StandardCharsets.UTF_8))) {
            readObject(parser, fields);
            return new Accepted(fields.toCommand());
        } catch (BadField bad) {
            return new Rejected(fields.refOrNull(), bad.code, bad.text);
        } catch (IOException e) {
            return new Rejected(
                    fields.refOrNull(), ErrorCode.MALFORMED, "not a JSON object that this server reads: " + brief(e));
        }
    }

    private static void readObject(JsonParser parser, CommandFields fields) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new BadField(ErrorCode.MALFORMED, "a frame must hold one JSON object");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            fields.take(name, parser);
        }
        if (parser.nextToken() != null) {
            throw new BadField(ErrorCode.MALFORMED, "a frame must hold one JSON object and nothing after it");
        }
    }

    /// Jackson's first line says what is wrong; the rest quotes the source and internals.
    private static String brief(IOException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        String line = end < 0 ? message : message.substring(0, end);
        return line.length() > 120 ? line.substring(0, 120) : line;
    }
}
