package dev.hubbub.server.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Where somebody comes from, as far as limits care: of an IPv6 address the first 64 bits, since one customer
/// has the rest.
public record Address(String prefix) {
    private static final int NETWORK_BYTES = 8;

    /// Of null, which is nobody's, one that all who come from nowhere share.
    public static Address of(@Nullable InetAddress address) {
        if (address == null) {
            return new Address("");
        }
        byte[] bytes = address.getAddress();
        return new Address(HexFormat.of()
                .formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes));
    }

    /// In hexadecimal digits, as keys have it that nodes share.
    @Override
    public String toString() {
        return prefix;
    }
}
