package dev.hubbub.cli.verify.bus;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Cuts what one side says into frames. Confined to the thread that reads.
final class NatsFrames {
    private static final Set<String> MESSAGES = Set.of("PUB", "HPUB", "MSG", "HMSG");
    private static final List<String> WAYS_ROUND = List.of("connect_urls", "ws_connect_urls");
    private static final int CRLF = 2;
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_LINE = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InputStream in;

    NatsFrames(InputStream in) {
        this.in = new BufferedInputStream(in, BUFFER);
    }

    /// Null at the end.
    @Nullable
    NatsFrame next() throws IOException {
        byte[] line = line();
        if (line.length == 0) {
            return null;
        }
        String text = new String(line, StandardCharsets.UTF_8).strip();
        String[] words = text.split("[ \t]+", -1);
        String operation = words[0].toUpperCase(Locale.ROOT);
        if (operation.equals("INFO")) {
            return new NatsFrame(withoutWaysRound(text), false);
        }
        return MESSAGES.contains(operation)
                ? new NatsFrame(withPayload(line, words[words.length - 1]), true)
                : new NatsFrame(line, false);
    }

    /// With its end; empty when there is no more.
    private byte[] line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            line.write(next);
            if (next == '\n') {
                return line.toByteArray();
            }
            if (line.size() > LONGEST_LINE) {
                throw new IOException("this is not NATS's protocol");
            }
        }
        return new byte[0];
    }

    private byte[] withPayload(byte[] line, String size) throws IOException {
        int rest = Integer.parseInt(size) + CRLF;
        byte[] frame = new byte[line.length + rest];
        System.arraycopy(line, 0, frame, 0, line.length);
        if (in.readNBytes(frame, line.length, rest) < rest) {
            throw new EOFException();
        }
        return frame;
    }

    /// The servers of a NATS cluster tell where else they are, and a client that was cut off would go there.
    private static byte[] withoutWaysRound(String info) throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(info.substring("INFO".length()));
        json.remove(WAYS_ROUND);
        return ("INFO " + json + "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
