package dev.hubbub.server.rest;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Serves the web client. Its pages have paths of their own, which only its script knows: each navigation that is for
/// none of the server's other parts is answered with the one page there is. A filter rather than a route, since a
/// route for every path would answer a wrong method where there is nothing at all.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class SiteFilter {
    /// What a page may do: run and load what came from this server, and nothing that somebody wrote into it. Scripts
    /// make no HTML from texts but by the two policies named here.
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
            + "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
            + "trusted-types svelte-trusted-html hubbub-worker";

    private static final Set<String> OTHERS = Set.of("api", "ws", "health", "metrics", "assets");

    private final Site site;

    SiteFilter(Site site) {
        this.site = site;
    }

    @RequestFilter
    @Nullable
    HttpResponse<?> serve(HttpRequest<?> request) {
        boolean reads = request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD;
        // Where a request's path is none, the framework shows one for `/` instead, without the headers that came.
        boolean whole = request.getHeaders().contains(HttpHeaders.HOST);
        if (!reads || !whole || !site.isThere()) {
            return null;
        }
        String name = request.getPath().substring(1);
        Optional<SiteFile> file = site.find(name);
        if (file.isEmpty() && isPage(name, request)) {
            file = site.find(Site.INDEX);
        }
        return file.map(found -> answer(request, found)).orElse(null);
    }

    private static boolean isPage(String name, HttpRequest<?> request) {
        if (name.isEmpty()) {
            return true;
        }
        int slash = name.indexOf('/');
        String part = slash < 0 ? name : name.substring(0, slash);
        String accepted = request.getHeaders().get(HttpHeaders.ACCEPT);
        return !OTHERS.contains(part) && accepted != null && accepted.contains("text/html");
    }

    private static HttpResponse<?> answer(HttpRequest<?> request, SiteFile file) {
        HttpHeaders headers = request.getHeaders();
        if (file.isKnown(headers.get(HttpHeaders.IF_NONE_MATCH))) {
            return withCaching(HttpResponse.notModified(), file);
        }
        Optional<String> coding = file.coding(headers.get(HttpHeaders.ACCEPT_ENCODING));
        MutableHttpResponse<byte[]> response = HttpResponse.ok(file.bytes(coding));
        response.header(HttpHeaders.CONTENT_TYPE, file.type());
        coding.ifPresent(used -> response.header(HttpHeaders.CONTENT_ENCODING, used));
        return withCaching(response, file);
    }

    private static HttpResponse<?> withCaching(MutableHttpResponse<?> response, SiteFile file) {
        return response.header(HttpHeaders.ETAG, file.etag())
                .header(
                        HttpHeaders.CACHE_CONTROL,
                        file.isLasting() ? "public, max-age=31536000, immutable" : "no-cache")
                .header(HttpHeaders.VARY, "Accept, Accept-Encoding")
                .header("Content-Security-Policy", POLICY);
    }
}
