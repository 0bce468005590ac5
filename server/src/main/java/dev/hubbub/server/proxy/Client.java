package dev.hubbub.server.proxy;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// Who sends a request, as far as the socket and the trusted proxies say.
///
/// @param address null when nobody knows
/// @param scheme what it speaks with the first proxy, `http` or `https`; null when no trusted proxy says
public record Client(
        @Nullable InetAddress address, @Nullable String scheme) {
    static final Client UNKNOWN = new Client(null, null);
}
