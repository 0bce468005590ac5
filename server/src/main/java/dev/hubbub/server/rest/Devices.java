package dev.hubbub.server.rest;

import dev.hubbub.server.session.Device;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;

/// Tells where a request comes from.
final class Devices {
    private Devices() {}

    static Device of(HttpRequest<?> request) {
        String agent = request.getHeaders().get(HttpHeaders.USER_AGENT);
        return new Device(
                agent == null ? "" : agent, RequestIds.incoming(request).address());
    }
}
