package dev.hubbub.cli.bench;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// One WebSocket of one user. Confined to its loop, but for [#send].
///
/// Checks contract 3 on each event: its seq must follow the last one of its room.
final class Client {
    private enum State {
        CLOSED,
        CONNECTING,
        UPGRADING,
        GREETING,
        OPEN
    }

    private static final byte[] NOTHING = {};
    private static final byte[] END_OF_HEADERS = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Loop loop;
    private Target target;
    private final Identity identity;
    private final long[] rooms;
    /// The last seq seen of each of the rooms.
    private final long[] seqs;
    private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
    private State state = State.CLOSED;
    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
    private byte[] rest = NOTHING;
    private String whyTurnedAway = "";
    private int lastRoom;
    private long now;

    Client(Loop loop, Target target, Identity identity) {
        this.loop = loop;
        this.target = target;
        this.identity = identity;
        this.rooms = identity.rooms().stream().mapToLong(Long::longValue).toArray();
        this.seqs = new long[rooms.length];
        Arrays.fill(seqs, identity.seen());
    }

    Loop loop() {
        return loop;
    }

    Identity identity() {
        return identity;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    /// Why its last attempt to connect failed.
    String whyTurnedAway() {
        return whyTurnedAway;
    }

    /// The last seq seen of the i-th of its rooms.
    long seq(int i) {
        return seqs[i];
    }

    Target target() {
        return target;
    }

    /// Connects there from the next time on. On its loop.
    void moveTo(Target other) {
        target = other;
    }

    /// Starts to connect; the tally tells how it goes. A client that was connected before resumes where it was.
    void connect() {
        try {
            SocketChannel opened = SocketChannel.open();
            opened.configureBlocking(false);
            opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel = opened;
            state = State.CONNECTING;
            boolean connected = opened.connect(target.address());
            key = opened.register(loop.selector(), connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
            if (connected) {
                upgrade();
            }
        } catch (IOException e) {
            fail("cannot connect: " + e.getMessage());
        }
    }

    void ready(SelectionKey selected) {
        try {
            if (selected.isConnectable() && channel != null && channel.finishConnect()) {
                selected.interestOps(SelectionKey.OP_READ);
                upgrade();
            }
            if (selected.isValid() && selected.isWritable()) {
                sendRest(selected);
            }
            if (selected.isValid() && selected.isReadable()) {
                read();
            }
        } catch (IOException e) {
            fail(e.getMessage() == null ? e.toString() : e.getMessage());
        } catch (FrameReader.BadFrame e) {
            fail("bad frame: " + e.getMessage());
        }
    }

    private void upgrade() {
        state = State.UPGRADING;
        String request = "GET %s HTTP/1.1\r\nHost: %s:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        .formatted(
                                target.dialect().path(),
                                target.address().getHostString(),
                                target.address().getPort())
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: aHVidnViLWJlbmNoLWtleQ==\r\n\r\n";
        send(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    }

    private void read() throws IOException {
        SocketChannel open = channel;
        if (open == null) {
            return;
        }
        ByteBuffer buffer = loop.buffer(rest.length);
        buffer.put(rest);
        int count = open.read(buffer);
        buffer.flip();
        now = System.nanoTime();
        if (state != State.UPGRADING || upgraded(buffer)) {
            FrameReader.read(buffer, this::frame);
        }
        keep(buffer);
        if (count < 0) {
            fail("closed by the server without a word");
        }
    }

    private void keep(ByteBuffer buffer) {
        int left = buffer.remaining();
        if (left == 0 || state == State.CLOSED) {
            rest = NOTHING;
        } else {
            rest = new byte[left];
            buffer.get(rest);
        }
    }

    /// Whether the server's answer is complete; frames may follow it at once.
    private boolean upgraded(ByteBuffer buffer) {
        for (int at = buffer.position(); at + END_OF_HEADERS.length <= buffer.limit(); at++) {
            if (isEndOfHeaders(buffer, at)) {
                byte[] head = new byte[at - buffer.position()];
                buffer.get(head);
                buffer.position(at + END_OF_HEADERS.length);
                String answer = new String(head, StandardCharsets.ISO_8859_1);
                if (!answer.startsWith("HTTP/1.1 101")) {
                    fail("no WebSocket there: " + answer.lines().findFirst().orElse(""));
                    return false;
                }
                state = State.GREETING;
                if (target.dialect() == Dialect.PLAIN) {
                    hello();
                }
                return true;
            }
        }
        return false;
    }

    private static boolean isEndOfHeaders(ByteBuffer buffer, int at) {
        for (int i = 0; i < END_OF_HEADERS.length; i++) {
            if (buffer.get(at + i) != END_OF_HEADERS[i]) {
                return false;
            }
        }
        return true;
    }

    private void hello() {
        StringBuilder hello = new StringBuilder("{\"type\":\"hello\",\"token\":\"").append(identity.token());
        hello.append("\",\"cursors\":{");
        // The first time too: an event between the making of the room and this hello would otherwise look lost.
        for (int i = 0; i < seqs.length; i++) {
            hello.append(i == 0 ? "\"" : ",\"").append(rooms[i]).append("\":").append(seqs[i]);
        }
        command(hello.append("}}").toString());
    }

    /// Sends a message in the target's dialect.
    void command(String json) {
        Dialect dialect = target.dialect();
        text(dialect.prefix() + json + dialect.suffix());
    }

    private void text(String payload) {
        send(FrameWriter.text(payload.getBytes(StandardCharsets.UTF_8)));
    }

    private void frame(int opcode, ByteBuffer bytes, int start, int end) {
        switch (opcode) {
            case FrameReader.TEXT -> message(bytes, start, end);
            case FrameReader.PING -> send(FrameWriter.frame(FrameReader.PONG, copy(bytes, start, end)));
            case FrameReader.CLOSE -> fail("close " + (end - start < 2 ? "without a code" : bytes.getShort(start)));
            default -> {}
        }
    }

    private void message(ByteBuffer bytes, int start, int end) {
        int from = start;
        int to = end;
        if (target.dialect() == Dialect.SOCKET_IO) {
            if (!isEvent(bytes, start, end)) {
                return;
            }
            from += Dialect.SOCKET_IO.prefix().length();
            to -= Dialect.SOCKET_IO.suffix().length();
        }
        MessageScan scan = loop.scan;
        scan.scan(bytes, from, to);
        switch (scan.kind()) {
            case EVENT -> event(scan);
            case ACK -> ack(scan);
            case WELCOME -> {
                state = State.OPEN;
                loop.tally.opened.add(1);
            }
            case ERROR -> loop.tally.refused(code(new String(copy(bytes, from, to), StandardCharsets.UTF_8)));
            case OTHER -> {}
        }
    }

    private void ack(MessageScan scan) {
        loop.tally.acked(Math.min(scan.tag(), Tally.TAGS - 1), scan.intended(), now);
        if (scan.seq() > 0) {
            loop.heads.acked(scan.room(), scan.seq());
        }
    }

    /// Does engine.io's and Socket.IO's own exchanges; false for those.
    private boolean isEvent(ByteBuffer bytes, int start, int end) {
        switch (bytes.get(start)) {
            case '0' -> text("40");
            case '2' -> text("3");
            case '4' -> {
                if (end - start > 1 && bytes.get(start + 1) == '0') {
                    hello();
                }
                return end - start > 1 && bytes.get(start + 1) == '2';
            }
            default -> {}
        }
        return false;
    }

    private void event(MessageScan scan) {
        int index = indexOf(scan.room());
        if (index < 0) {
            return;
        }
        Tally tally = loop.tally;
        long expected = seqs[index] + 1;
        if (scan.seq() < expected) {
            tally.repeats.add(1);
            return;
        }
        if (scan.seq() > expected) {
            tally.holes.add(scan.seq() - expected);
        }
        seqs[index] = scan.seq();
        tally.delivered.add(1);
        if (scan.intended() != Hex.NONE) {
            tally.delivered(scan.intended(), now);
        }
    }

    private int indexOf(long room) {
        if (lastRoom < rooms.length && rooms[lastRoom] == room) {
            return lastRoom;
        }
        for (int i = 0; i < rooms.length; i++) {
            if (rooms[i] == room) {
                lastRoom = i;
                return i;
            }
        }
        return -1;
    }

    private static String code(String error) {
        int from = error.indexOf("\"code\":\"");
        int to = error.indexOf('"', from + 8);
        return from < 0 || to < 0 ? error : error.substring(from + 8, to);
    }

    private static byte[] copy(ByteBuffer bytes, int start, int end) {
        byte[] copy = new byte[end - start];
        bytes.get(start, copy);
        return copy;
    }

    /// Any thread. What the socket does not take now goes out when it does.
    void send(ByteBuffer frame) {
        synchronized (unsent) {
            SocketChannel open = channel;
            if (open == null) {
                return;
            }
            try {
                if (unsent.isEmpty()) {
                    open.write(frame);
                }
                if (frame.hasRemaining()) {
                    unsent.add(frame);
                    loop.execute(this::awaitWritable);
                }
            } catch (IOException _) {
                // The loop finds the socket closed and says why.
            }
        }
    }

    private void awaitWritable() {
        if (key != null && key.isValid()) {
            key.interestOpsOr(SelectionKey.OP_WRITE);
        }
    }

    private void sendRest(SelectionKey selected) throws IOException {
        synchronized (unsent) {
            SocketChannel open = channel;
            for (ByteBuffer next = unsent.peek(); open != null && next != null; next = unsent.peek()) {
                open.write(next);
                if (next.hasRemaining()) {
                    return;
                }
                unsent.poll();
            }
            selected.interestOpsAnd(~SelectionKey.OP_WRITE);
        }
    }

    /// Ends the connection as a cable that is pulled does: without a word.
    void cut() {
        synchronized (unsent) {
            state = State.CLOSED;
            rest = NOTHING;
            unsent.clear();
            SocketChannel open = channel;
            channel = null;
            try {
                if (open != null) {
                    open.setOption(StandardSocketOptions.SO_LINGER, 0);
                    open.close();
                }
            } catch (IOException _) {
                // It is gone either way.
            }
        }
    }

    private void fail(String reason) {
        if (state == State.OPEN) {
            loop.tally.closed(reason);
        } else if (state != State.CLOSED) {
            loop.tally.turnedAway.add(1);
            whyTurnedAway = reason;
            loop.turnedAway.add(this);
        }
        cut();
    }
}
