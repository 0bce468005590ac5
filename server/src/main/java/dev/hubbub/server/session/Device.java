package dev.hubbub.server.session;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// Where somebody signed in from, so that he can tell his sessions apart.
///
/// @param name what the client calls itself, cut to 200 characters; it may say anything
/// @param address null when nobody knows
public record Device(String name, @Nullable InetAddress address) {
    private static final int MOST_CHARACTERS = 200;

    public static final Device UNKNOWN = new Device("", null);

    public Device {
        name = printable(name);
    }

    /// As it is stored: empty when nobody knows.
    public String addressText() {
        // Without the interface of a link-local address, which means nothing later.
        return address == null ? "" : address.getHostAddress().split("%", 2)[0];
    }

    /// From what was stored. An address, never a name to look up.
    public static Device of(String name, String address) {
        return new Device(name, address.isEmpty() ? null : InetAddress.ofLiteral(address));
    }

    private static String printable(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints()
                .filter(c -> !Character.isISOControl(c) && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE))
                .limit(MOST_CHARACTERS)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }
}
