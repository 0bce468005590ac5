package dev.hubbub.server.proxy;

import java.net.InetAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where the request that a thread works for comes from, so that whatever it causes deep down can say so.
///
/// @param address null when nobody knows, and for what the server does by itself
/// @param request the request's id; over a WebSocket the connection's
public record Incoming(
        @Nullable InetAddress address, @Nullable String request) {
    public static final Incoming NONE = new Incoming(null, null);

    private static final ThreadLocal<@Nullable Incoming> CURRENT = new ThreadLocal<>();

    /// [#NONE] on a thread that works for nobody.
    public static Incoming current() {
        Incoming current = CURRENT.get();
        return current == null ? NONE : current;
    }

    /// For whoever cannot enclose his work in [#call].
    ///
    /// @return what was the current one, to be put back by another call
    public static Incoming exchange(Incoming next) {
        Incoming before = current();
        CURRENT.set(next);
        return before;
    }

    /// Does `work` for this request.
    public <T> T call(Supplier<T> work) {
        Incoming before = exchange(this);
        try {
            return work.get();
        } finally {
            CURRENT.set(before);
        }
    }

    /// Empty when nobody knows. Without the interface of a link-local address, which means nothing elsewhere.
    public String addressText() {
        return address == null ? "" : address.getHostAddress().split("%", 2)[0];
    }
}
