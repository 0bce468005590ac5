package dev.hubbub.server.proxy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Arrays;

/// All addresses that begin like one.
///
/// @param bits how many count
public record Network(InetAddress base, int bits) {
    private static final int V4_BYTES = 4;
    /// An IPv4 address in the clothes of IPv6, as a socket for both may show it, begins with this.
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    /// `10.0.0.0/8`, or one address.
    ///
    /// @throws IllegalArgumentException saying what is wrong with it
    static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress base = Node.literal(slash < 0 ? text : text.substring(0, slash));
        if (base == null) {
            throw new IllegalArgumentException(
                    "must be addresses or networks with commas between them, and \"%s\" is neither".formatted(text));
        }
        int most = bytes(base).length * Byte.SIZE;
        int bits = slash < 0 ? most : number(text.substring(slash + 1));
        if (bits < 1 || bits > most) {
            throw new IllegalArgumentException(
                    "has \"%s\", whose number of bits must be from 1 to %d".formatted(text, most));
        }
        Network network = new Network(base, bits);
        if (!network.isWhole()) {
            throw new IllegalArgumentException(
                    "has \"%s\", an address in the middle of a network: after %d bits all others must be 0"
                            .formatted(text, bits));
        }
        return network;
    }

    boolean contains(InetAddress address) {
        byte[] bytes = bytes(address);
        byte[] own = bytes(base);
        return bytes.length == own.length
                && new BigInteger(1, bytes)
                                .xor(new BigInteger(1, own))
                                .shiftRight(own.length * Byte.SIZE - bits)
                                .signum()
                        == 0;
    }

    private boolean isWhole() {
        byte[] own = bytes(base);
        int lowest = new BigInteger(1, own).getLowestSetBit();
        return lowest < 0 || lowest >= own.length * Byte.SIZE - bits;
    }

    private static byte[] bytes(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean mapped = bytes.length > V4_BYTES && Arrays.equals(MAPPED, Arrays.copyOf(bytes, MAPPED.length));
        return mapped ? Arrays.copyOfRange(bytes, MAPPED.length, bytes.length) : bytes;
    }

    private static int number(String text) {
        return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
    }
}
