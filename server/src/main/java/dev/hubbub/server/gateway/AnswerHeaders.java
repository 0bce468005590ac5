package dev.hubbub.server.gateway;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import java.util.Map;

/// What every answer tells browsers: to load nothing for it, frame it nowhere, guess no type, keep no copy. Set
/// behind the HTTP codec, where also refusals pass that no route ever saw. An answer that says otherwise itself,
/// as a page must, is left as it is.
///
/// @param tls whether to tell browsers never to come without it
record AnswerHeaders(boolean tls) {
    private static final Map<String, String> ALWAYS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Frame-Options",
            "DENY",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Embedder-Policy",
            "require-corp",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cache-Control",
            "no-store");
    /// A year. Not for subdomains, which are not this server's to speak for.
    private static final String TLS_ONLY = "max-age=31536000";

    void addTo(HttpResponse response) {
        if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
            return; // one object that all connections share, and no browser looks at it
        }
        HttpHeaders headers = response.headers();
        ALWAYS.forEach((name, value) -> {
            if (!headers.contains(name)) {
                headers.set(name, value);
            }
        });
        if (tls) {
            headers.set("Strict-Transport-Security", TLS_ONLY);
        }
    }
}
