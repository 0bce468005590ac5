package dev.hubbub.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// A WebSocket client that sends whatever it is told to, byte by byte, and reads frame by frame.
final class RawSocket implements AutoCloseable {
    static final int FIN = 0x80;
    static final int RSV1 = 0x40;
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private static final byte[] MASK = {1, 2, 3, 4};
    private static final int PATIENCE_MS = 20_000;
    private static final int BETWEEN_DROPS_MS = 100;

    private final Socket socket;
    private final DataInputStream in;
    private long taken;

    /// One frame as it came.
    static final class Frame {
        private final int first;
        private final byte[] payload;

        Frame(int first, byte[] payload) {
            this.first = first;
            this.payload = payload;
        }

        int opcode() {
            return first & 0x0F;
        }

        int length() {
            return payload.length;
        }

        boolean isCompressed() {
            return (first & RSV1) != 0;
        }

        String text() {
            return new String(isCompressed() ? inflate(payload) : payload, StandardCharsets.UTF_8);
        }

        int closeCode() {
            assertThat(opcode()).isEqualTo(CLOSE);
            return ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        }
    }

    private RawSocket(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /// Before anything is sent.
    static RawSocket connected(int port) throws IOException {
        return new RawSocket(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /// From this address of this machine.
    static RawSocket connected(int port, InetAddress from) throws IOException {
        return new RawSocket(new Socket(InetAddress.getLoopbackAddress(), port, from, 0));
    }

    static RawSocket upgraded(int port, String... headers) throws IOException {
        RawSocket socket = connected(port);
        String answer = socket.request(
                "GET /ws HTTP/1.1",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: " + KEY,
                String.join("\r\n", headers));
        assertThat(answer).startsWith("HTTP/1.1 101 ").contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        return socket;
    }

    /// Sends a request without a body; gives the head of the answer, in lower case but for its first line.
    String request(String line, String... headers) throws IOException {
        StringBuilder request = new StringBuilder(line).append("\r\nHost: localhost\r\n");
        Arrays.stream(headers)
                .filter(header -> !header.isEmpty())
                .forEach(header -> request.append(header).append("\r\n"));
        bytes(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        return head();
    }

    void text(String request) {
        bytes(request.getBytes(StandardCharsets.UTF_8));
    }

    /// All that comes until the server ends the connection.
    String rest() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            in.transferTo(out);
        } catch (SocketException _) {
            // Its end, if what we sent was not all read.
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /// Reads so much, or less if the server ends the connection before: then it is false.
    boolean takes(int bytes) throws IOException {
        int count = in.readNBytes(bytes).length;
        taken += count;
        return count == bytes;
    }

    /// How much [#takes] has read.
    long taken() {
        return taken;
    }

    /// Whether there is an answer; waits for it for the time that a slow client takes for its next byte.
    boolean hasHeard() throws IOException {
        socket.setSoTimeout(BETWEEN_DROPS_MS);
        in.mark(1);
        try {
            int first = in.read();
            in.reset();
            return first >= 0;
        } catch (SocketTimeoutException _) {
            return false;
        } finally {
            socket.setSoTimeout(PATIENCE_MS);
        }
    }

    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    void say(String json) {
        frame(FIN | TEXT, json.getBytes(StandardCharsets.UTF_8));
    }

    /// One masked frame.
    void frame(int first, byte[] payload) {
        bytes(masked(first, payload));
    }

    static byte[] masked(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length <= 0xFFFF) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        frame.put(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ MASK[i % 4]));
        }
        return Arrays.copyOf(frame.array(), frame.position());
    }

    void bytes(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException e) {
            // The server may have closed already; the test reads why.
            assertThat(e).hasMessageMatching("(?i).*(broken pipe|reset|closed).*");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Frame read() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        assertThat(length).as("servers do not mask").isLessThan(128);
        length = length == 126 ? in.readUnsignedShort() : length == 127 ? (int) in.readLong() : length;
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(first, payload);
    }

    /// The next frame of this kind; others before it are passed over.
    Frame awaits(int opcode) throws IOException {
        Frame frame = read();
        while (frame.opcode() != opcode) {
            frame = read();
        }
        return frame;
    }

    /// The next text frame that holds `part`.
    Frame awaits(String part) throws IOException {
        Frame frame = awaits(TEXT);
        while (!frame.text().contains(part)) {
            frame = awaits(TEXT);
        }
        return frame;
    }

    int awaitsClose() throws IOException {
        return awaits(CLOSE).closeCode();
    }

    /// Whether the server ends the connection without sending anything more.
    boolean isEnded() throws IOException {
        try {
            return in.read() < 0;
        } catch (EOFException | SocketException e) {
            return true;
        }
    }

    void answersPings() throws IOException {
        say("{\"type\":\"ping\"}");
        awaits("\"type\":\"pong\"");
    }

    static byte[] deflate(byte[] data) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(data);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[8_192];
        int written = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
        while (written > 0) {
            out.write(chunk, 0, written);
            written = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
        }
        deflater.end();
        return Arrays.copyOf(out.toByteArray(), out.size() - 4);
    }

    private static byte[] inflate(byte[] data) {
        Inflater inflater = new Inflater(true);
        try {
            byte[] whole = Arrays.copyOf(data, data.length + 4);
            whole[data.length + 2] = (byte) 0xFF;
            whole[data.length + 3] = (byte) 0xFF;
            inflater.setInput(whole);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] chunk = new byte[8_192];
            for (int n = inflater.inflate(chunk); n > 0; n = inflater.inflate(chunk)) {
                out.write(chunk, 0, n);
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new AssertionError("not deflated", e);
        } finally {
            inflater.end();
        }
    }

    boolean isOpen() {
        return !socket.isClosed();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
