package dev.hubbub.server.gateway;

import dev.hubbub.server.proxy.Client;
import dev.hubbub.server.session.BearerToken;
import dev.hubbub.server.session.Origins;
import dev.hubbub.server.session.SessionCookie;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an upgrade request says of who sends it. Only a browser names an origin, and no page can make it name
/// another one; so without one a token may be shown, but a cookie, which a browser sends by itself, counts for
/// nothing.
///
/// @param client who that is, through whichever proxies
record Handshake(HttpHeaders headers, Client client) {
    /// Whether it comes from a page that may connect, or from no page.
    boolean mayCome(Origins origins) {
        List<String> named = headers.getAll(HttpHeaderNames.ORIGIN);
        return named.isEmpty()
                || (named.size() == 1
                        && origins.allow(named.getFirst(), headers.get(HttpHeaderNames.HOST), client.scheme()));
    }

    /// The token that it shows, by header or by cookie.
    Optional<String> token(Origins origins) {
        String header = headers.get(HttpHeaderNames.AUTHORIZATION);
        return header == null ? cookie(origins) : BearerToken.in(header);
    }

    private Optional<String> cookie(Origins origins) {
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        @Nullable String cookies = headers.get(HttpHeaderNames.COOKIE);
        if (origin == null || cookies == null) {
            return Optional.empty();
        }
        String name = SessionCookie.ACCESS.nameOver(origins.isSecure(origin, client.scheme()));
        return ServerCookieDecoder.STRICT.decode(cookies).stream()
                .filter(cookie -> cookie.name().equals(name))
                .map(Cookie::value)
                .findFirst();
    }
}
