package dev.hubbub.server.proxy;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How forwarded headers write an address: `192.0.2.1`, `2001:db8::1` or `[2001:db8::1]`, perhaps with a port.
final class Node {
    private static final String V4 = "\\d{1,3}(?:\\.\\d{1,3}){3}";
    private static final String V6 = "[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*";
    private static final Pattern LITERAL = Pattern.compile(V4 + "|" + V6);
    private static final Pattern WITH_PORT =
            Pattern.compile("(?:(%s)|\\[(%s)])(?::(?:\\d{1,5}|_[\\w.-]+))?".formatted(V4, V6));

    private Node() {}

    /// Null if it is no address: `unknown`, a made-up name, or nonsense.
    static @Nullable InetAddress address(String text) {
        Matcher node = WITH_PORT.matcher(text);
        if (!node.matches()) {
            return literal(text);
        }
        String v4 = node.group(1);
        return literal(v4 == null ? node.group(2) : v4);
    }

    /// Null if it is no address. Never looks a name up, and takes none of the short forms, like `127.1`.
    static @Nullable InetAddress literal(String text) {
        if (!LITERAL.matcher(text).matches()) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
