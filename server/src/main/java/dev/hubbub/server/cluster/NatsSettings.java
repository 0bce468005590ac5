package dev.hubbub.server.cluster;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where NATS is, and how to get in.
///
/// @param urls one or more servers of one NATS cluster
/// @param authority whoever signed the servers' certificates; empty for those that the Java runtime trusts
public record NatsSettings(List<URI> urls, NatsLogin login, Optional<Path> authority) {
    private static final Set<String> SCHEMES = Set.of("nats", "tls");
    private static final int PORT = 4222;

    public NatsSettings {
        urls = List.copyOf(urls);
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("must name a server");
        }
    }

    /// A server that asks for nothing.
    public static NatsSettings at(String url) {
        return new NatsSettings(parse(url), new NatsLogin.Open(), Optional.empty());
    }

    /// One or more addresses with commas between them, such as `nats://a.example.org:4222`.
    ///
    /// @throws IllegalArgumentException saying what is wrong, without what was given: it may hold a password
    public static List<URI> parse(String text) {
        List<URI> urls = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(NatsSettings::url)
                .toList();
        if (urls.stream().map(URI::getScheme).distinct().count() > 1) {
            throw new IllegalArgumentException("must be nats:// for all servers, or tls:// for all");
        }
        return urls;
    }

    private static URI url(String text) {
        try {
            URI given = new URI(text.contains("://") ? text : "nats://" + text);
            String scheme = String.valueOf(given.getScheme()).toLowerCase(Locale.ROOT);
            if (!SCHEMES.contains(scheme) || given.getHost() == null) {
                throw new IllegalArgumentException("must start with nats:// or tls:// and name a host");
            }
            int port = given.getPort() < 0 ? PORT : given.getPort();
            return new URI(scheme, given.getUserInfo(), given.getHost(), port, null, null, null);
        } catch (URISyntaxException e) {
            // Without the cause: its message holds the text.
            throw new IllegalArgumentException(
                    "is not an address; write special characters of the password in percent form, @ as %40");
        }
    }

    boolean encrypted() {
        return authority.isPresent()
                || urls.stream().anyMatch(url -> url.getScheme().equals("tls"));
    }

    /// @throws IllegalArgumentException saying what is wrong with the authority's file
    public void checkAuthority() {
        NatsTrust.context(authority);
    }

    /// Never a secret.
    @Override
    public String toString() {
        return urls.stream().map(NatsSettings::shown).collect(Collectors.joining(", "));
    }

    private static String shown(URI url) {
        return "%s://%s:%d".formatted(url.getScheme(), url.getHost(), url.getPort());
    }

    /// A server's address without the secrets that it may hold.
    static String shown(@Nullable String url) {
        return url == null ? "?" : shown(URI.create(url));
    }
}
