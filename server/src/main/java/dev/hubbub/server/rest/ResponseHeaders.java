package dev.hubbub.server.rest;

import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/// Keeps answers, which hold tokens and what people said, out of caches, and browsers from guessing at their
/// type.
@ServerFilter("/api/**")
final class ResponseHeaders {
    @ResponseFilter
    void add(MutableHttpResponse<?> response) {
        response.header("Cache-Control", "no-store");
        response.header("X-Content-Type-Options", "nosniff");
    }
}
