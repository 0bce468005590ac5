package dev.hubbub.server.proxy;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The proxies whose word on who sends a request is believed. Anybody can write a header; so nothing counts
/// that did not come through the socket of one of these, nor what it merely passed on.
///
/// @param trusted where they are
public record Proxies(List<Network> trusted) {
    public static final Proxies NONE = new Proxies(List.of());

    private static final String LIST = "X-Forwarded-For";
    private static final String STANDARD = "Forwarded";
    private static final String SCHEME = "X-Forwarded-Proto";

    public Proxies {
        trusted = List.copyOf(trusted);
    }

    /// Addresses and networks with commas between them.
    ///
    /// @throws IllegalArgumentException saying which is wrong, and how
    public static Proxies parse(String text) {
        return new Proxies(Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(Network::parse)
                .toList());
    }

    /// @param peer the other end of the socket
    /// @param headers all values of a header, in order
    public Client client(@Nullable InetAddress peer, Function<String, List<String>> headers) {
        if (!trusts(peer)) {
            return new Client(peer, null);
        }
        List<String> list = headers.apply(LIST);
        List<String> standard = headers.apply(STANDARD);
        Client listed = sender(list, ForwardedFor::read);
        Client named = sender(standard, Forwarded::read);
        // A proxy that sets the one passes the other on as it came. Which is which nobody can tell, so two that
        // differ say nothing: whoever sends such a thing counts as the proxy, and shares its limits.
        boolean differ = !list.isEmpty() && !standard.isEmpty() && !Objects.equals(listed.address(), named.address());
        InetAddress told = differ ? null : list.isEmpty() ? named.address() : listed.address();
        return new Client(told == null ? peer : told, scheme(headers.apply(SCHEME), named));
    }

    /// The rightmost that is not one of ours: each was written by the one to its right, and what stands left of
    /// a stranger is hearsay. The leftmost if all are ours.
    private Client sender(List<String> lines, Function<String, List<Client>> reader) {
        Client found = Client.UNKNOWN;
        for (String line : lines.reversed()) {
            for (Client hop : reader.apply(line).reversed()) {
                found = hop;
                if (!trusts(hop.address())) {
                    return found;
                }
            }
        }
        return found;
    }

    /// A browser cannot be made to send this by another site's page; so it matters less than the address who
    /// wrote it.
    private static @Nullable String scheme(List<String> values, Client named) {
        String told = values.size() == 1 ? schemeOf(values.getFirst().strip()) : null;
        return told == null ? named.scheme() : told;
    }

    static @Nullable String schemeOf(String text) {
        String scheme = text.toLowerCase(Locale.ROOT);
        return scheme.equals("http") || scheme.equals("https") ? scheme : null;
    }

    /// Whether it is one of them.
    public boolean trusts(@Nullable InetAddress address) {
        return address != null && trusted.stream().anyMatch(network -> network.contains(address));
    }
}
