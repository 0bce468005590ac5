package dev.hubbub.server.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// Where somebody comes from, as far as limits care: of an IPv6 address the first 64 bits, since one customer
/// has the rest.
public record Address(String prefix) {
    private static final int NETWORK_BYTES = 8;

    public static Address of(InetSocketAddress remote) {
        InetAddress address = remote.getAddress();
        if (address == null) {
            return new Address(remote.getHostString());
        }
        byte[] bytes = address.getAddress();
        return new Address(HexFormat.of()
                .formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes));
    }
}
