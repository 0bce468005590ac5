package dev.hubbub.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// WebSockets of the JDK's own HTTP client. Safe for any thread.
final class JdkTransport implements Transport {
    static final String SUBPROTOCOL = "hubbub.v1";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http;

    JdkTransport(HttpClient http) {
        this.http = http;
    }

    @Override
    public Wire open(URI uri, Inbox inbox) {
        CompletableFuture<WebSocket> socket = http.newWebSocketBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .subprotocols(SUBPROTOCOL)
                .buildAsync(uri, new Frames(inbox));
        return new JdkWire(socket, inbox);
    }

    private static String brief(Throwable fault) {
        Throwable cause = fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        if (cause instanceof WebSocketHandshakeException refused) {
            return "the server answered " + refused.getResponse().statusCode() + " instead of opening a WebSocket";
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    /// Whether asking again cannot help: the address answers, but not to this.
    private static boolean isPermanent(Throwable fault) {
        Throwable cause = fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        if (cause instanceof WebSocketHandshakeException refused) {
            int status = refused.getResponse().statusCode();
            return status / 100 == 4 && status != 408 && status != 429;
        }
        return cause instanceof IllegalArgumentException;
    }

    /// Sends one after the other, since the JDK's socket refuses a send while another one is under way.
    /// Confined to its client's loop.
    private static final class JdkWire implements Wire {
        private final CompletableFuture<WebSocket> socket;
        private final Inbox inbox;
        private CompletableFuture<WebSocket> sent;

        JdkWire(CompletableFuture<WebSocket> socket, Inbox inbox) {
            this.socket = socket;
            this.inbox = inbox;
            sent = socket.whenComplete((_, fault) -> {
                if (fault != null) {
                    inbox.failed(brief(fault), isPermanent(fault));
                }
            });
        }

        @Override
        public void send(byte[] message) {
            String text = new String(message, StandardCharsets.UTF_8);
            sent = sent.thenCompose(open -> open.sendText(text, true));
            reportFailure(sent);
        }

        private void reportFailure(CompletableFuture<WebSocket> step) {
            var _ = step.whenComplete((_, fault) -> {
                if (fault != null) {
                    inbox.failed(brief(fault), false);
                }
            });
        }

        @Override
        public void next() {
            var _ = socket.thenAccept(open -> open.request(1));
        }

        @Override
        public void close(String reason) {
            var _ = sent.thenCompose(open -> open.sendClose(WebSocket.NORMAL_CLOSURE, reason))
                    .orTimeout(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((_, fault) -> {
                        if (fault != null) {
                            abort();
                        }
                    });
        }

        @Override
        public void abort() {
            var _ = socket.thenAccept(WebSocket::abort);
        }
    }

    /// Puts frames together to messages. Confined to the socket, which calls one at a time.
    private static final class Frames implements WebSocket.Listener {
        /// How many messages may be on their way to the loop.
        private static final int AHEAD = 64;
        /// More than any server sends at once; a stranger's must not fill the memory.
        private static final int MAX_CHARS = 16 << 20;

        private final Inbox inbox;
        private final StringBuilder parts = new StringBuilder();

        Frames(Inbox inbox) {
            this.inbox = inbox;
        }

        @Override
        public void onOpen(WebSocket socket) {
            inbox.opened();
            socket.request(AHEAD);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            if (parts.length() + data.length() > MAX_CHARS) {
                inbox.failed("the server sent a message that is too large", false);
                return null;
            }
            if (!last) {
                parts.append(data);
                socket.request(1);
                return null;
            }
            String whole =
                    parts.isEmpty() ? data.toString() : parts.append(data).toString();
            parts.setLength(0);
            inbox.text(whole.getBytes(StandardCharsets.UTF_8));
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            inbox.failed("the server sent a binary message", false);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer payload) {
            inbox.heard();
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer payload) {
            inbox.heard();
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            inbox.closed(code, reason);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            inbox.failed("the connection broke: " + brief(error), false);
        }
    }
}
