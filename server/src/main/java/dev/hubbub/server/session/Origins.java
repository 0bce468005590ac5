package dev.hubbub.server.session;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whose pages may act for a browser's user: those that came from this server's own address, and those that the
/// operator named. A page of anybody else could use the cookies of whoever looks at it.
///
/// @param tls whether this server itself speaks TLS; a page without it is not its own then
/// @param others as browsers send them: `https://chat.example.org`
public record Origins(boolean tls, Set<String> others) {
    private static final String HTTPS = "https";

    public Origins {
        others = Set.copyOf(others);
    }

    /// An origin as operators write it, as a browser sends it.
    ///
    /// @throws IllegalArgumentException saying what is wrong with it
    public static String parse(String text) {
        return normal(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "must be origins like https://chat.example.org, with commas between them"));
    }

    /// Whether a page from there may act.
    ///
    /// @param origin the request's `Origin`
    /// @param host the request's `Host`: where the browser believes it is talking to
    /// @param scheme what the browser speaks, as a trusted proxy says; null if none does
    public boolean allow(String origin, @Nullable String host, @Nullable String scheme) {
        Optional<String> page = normal(origin);
        return page.isPresent() && (others.contains(page.get()) || isOwn(page.get(), host, scheme));
    }

    private boolean isOwn(String page, @Nullable String host, @Nullable String scheme) {
        URI uri = URI.create(page);
        // A proxy may end TLS in front of a server that has none, but never the other way round.
        String known = tls ? HTTPS : scheme;
        boolean fits = known == null || known.equals(uri.getScheme());
        return fits && host != null && normal(uri.getScheme() + "://" + host).equals(Optional.of(page));
    }

    /// Whether the operator named it.
    public boolean names(String origin) {
        return normal(origin).filter(others::contains).isPresent();
    }

    /// Whether the browser talks TLS, if only to a proxy. Where no trusted proxy says, its page's address tells.
    ///
    /// @param scheme as for [#allow]
    public boolean isSecure(@Nullable String origin, @Nullable String scheme) {
        if (tls || scheme != null) {
            return tls || HTTPS.equals(scheme);
        }
        return origin != null && origin.startsWith(HTTPS + ":");
    }

    /// In lower case and without a port that goes without saying.
    private static Optional<String> normal(String text) {
        try {
            URI uri = URI.create(text.toLowerCase(Locale.ROOT));
            String scheme = uri.getScheme();
            boolean http = "http".equals(scheme) || HTTPS.equals(scheme);
            boolean bare = uri.getRawPath() != null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null;
            if (!http || !bare || uri.getHost() == null) {
                return Optional.empty();
            }
            int usual = HTTPS.equals(scheme) ? 443 : 80;
            String port = uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort();
            return Optional.of(scheme + "://" + uri.getHost() + port);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
