package dev.hubbub.server.rest;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.server.account.CsrfTokens;
import dev.hubbub.server.session.LoginSessions;
import dev.hubbub.server.session.Origins;
import dev.hubbub.server.session.SessionCookie;
import dev.hubbub.server.session.SignedIn;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.cookie.Cookie;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A browser's session in cookies. A browser sends them whoever's page asks it to, so whatever they authenticate
/// takes two proofs more: that the page is ours (`Origin`, `Sec-Fetch-Site`), and that it could read a cookie of ours
/// and repeat it in a header.
@Singleton
final class BrowserSession {
    static final String CSRF_HEADER = "X-CSRF-Token";

    private final Origins origins;
    private final CsrfTokens csrf;

    BrowserSession(Origins origins, CsrfTokens csrf) {
        this.origins = origins;
        this.csrf = csrf;
    }

    /// The refresh token of the request's cookie; empty without one.
    ///
    /// @throws Refusal if there is one, and nothing shows that our own page sends it
    Optional<String> refreshToken(HttpRequest<?> request) {
        Optional<String> token = cookie(request, SessionCookie.REFRESH);
        token.ifPresent(known -> {
            requireOurPage(request);
            String shown = request.getHeaders().get(CSRF_HEADER);
            boolean repeated = cookie(request, SessionCookie.CSRF)
                    .filter(kept -> kept.equals(shown) && csrf.verify(kept, known))
                    .isPresent();
            if (!repeated) {
                throw forbidden("send the value of the cookie %s in the header %s"
                        .formatted(name(request, SessionCookie.CSRF), CSRF_HEADER));
            }
        });
        return token;
    }

    /// For requests that get cookies, too, or another site could sign its visitors in as somebody else.
    ///
    /// @throws Refusal unless the browser says that our own page, or a page of a configured origin, asks
    void requireOurPage(HttpRequest<?> request) {
        HttpHeaders headers = request.getHeaders();
        String origin = headers.get(HttpHeaders.ORIGIN);
        String site = headers.get("Sec-Fetch-Site");
        boolean ours = origin == null
                ? "same-origin".equals(site)
                : headers.getAll(HttpHeaders.ORIGIN).size() == 1
                        && origins.allow(origin, headers.get(HttpHeaders.HOST), scheme(request))
                        && (site == null || !site.equals("cross-site") || origins.names(origin));
        if (!ours) {
            throw forbidden(
                    "cookies are for this server's own pages; from elsewhere use tokens, or let the operator name the origin in HUBBUB_ORIGINS");
        }
    }

    String csrfToken(SignedIn signedIn) {
        return csrf.of(signedIn.refreshToken());
    }

    void keep(SignedIn signedIn, HttpRequest<?> request, MutableHttpResponse<?> response) {
        Duration session = LoginSessions.REFRESH_LIFETIME;
        set(SessionCookie.REFRESH, signedIn.refreshToken(), session, request, response);
        set(SessionCookie.ACCESS, signedIn.accessToken(), signedIn.expiresIn(), request, response);
        set(SessionCookie.CSRF, csrfToken(signedIn), session, request, response);
    }

    /// Takes the cookies away.
    void forget(HttpRequest<?> request, MutableHttpResponse<?> response) {
        for (SessionCookie cookie : SessionCookie.values()) {
            set(cookie, "", Duration.ZERO, request, response);
        }
    }

    private void set(
            SessionCookie cookie,
            String value,
            Duration lifetime,
            HttpRequest<?> request,
            MutableHttpResponse<?> response) {
        String attributes = "; Path=%s; Max-Age=%d; SameSite=Strict%s%s"
                .formatted(
                        cookie.path(),
                        lifetime.toSeconds(),
                        isSecure(request) ? "; Secure" : "",
                        cookie.readable() ? "" : "; HttpOnly");
        response.getHeaders().add(HttpHeaders.SET_COOKIE, name(request, cookie) + "=" + value + attributes);
    }

    private Optional<String> cookie(HttpRequest<?> request, SessionCookie cookie) {
        return request.getCookies().findCookie(name(request, cookie)).map(Cookie::getValue);
    }

    private String name(HttpRequest<?> request, SessionCookie cookie) {
        return cookie.nameOver(isSecure(request));
    }

    private boolean isSecure(HttpRequest<?> request) {
        @Nullable String origin = request.getHeaders().get(HttpHeaders.ORIGIN);
        return origins.isSecure(origin, scheme(request));
    }

    private static @Nullable String scheme(HttpRequest<?> request) {
        return RequestIds.client(request).scheme();
    }

    private static Refusal forbidden(String detail) {
        return new Refusal(new Problem(ErrorCode.FORBIDDEN, detail));
    }
}
