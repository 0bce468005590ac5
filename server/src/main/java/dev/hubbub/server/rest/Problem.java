package dev.hubbub.server.rest;

import dev.hubbub.protocol.ErrorCode;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What went wrong, as every REST error says it: `application/problem+json` (RFC 9457) with the code that a
/// WebSocket would get.
///
/// @param retryAfterMs null unless the code says to retry
/// @param challenge null unless a second factor must answer it
record Problem(
        ErrorCode code,
        String detail,
        @Nullable Long retryAfterMs,
        @Nullable String challenge) {
    static final MediaType TYPE = MediaType.of("application/problem+json");

    private static final String ATTRIBUTE = "hubbub.problem";
    private static final long DEFAULT_RETRY_MS = 1_000;

    Problem(ErrorCode code, String detail) {
        this(code, detail, code.retry() ? DEFAULT_RETRY_MS : null);
    }

    Problem(ErrorCode code, String detail, @Nullable Long retryAfterMs) {
        this(code, detail, retryAfterMs, null);
    }

    MutableHttpResponse<byte[]> response() {
        return on(HttpResponse.status(code.httpStatus(), title()));
    }

    /// Keeps the headers that are set already: `Allow`, say.
    MutableHttpResponse<byte[]> on(MutableHttpResponse<?> response) {
        MutableHttpResponse<byte[]> problem = response.body(json(null)).contentType(TYPE);
        problem.setAttribute(ATTRIBUTE, this);
        if (retryAfterMs != null) {
            long seconds = Math.max(1, (retryAfterMs + 999) / 1_000);
            problem.header(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        }
        if (code == ErrorCode.UNAUTHENTICATED) {
            problem.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return problem;
    }

    /// Puts the request's id into the answer if it is a problem.
    static void name(MutableHttpResponse<?> response, String requestId) {
        response.getAttribute(ATTRIBUTE, Problem.class).ifPresent(problem -> response.body(problem.json(requestId)));
    }

    private byte[] json(@Nullable String requestId) {
        return JsonBody.object(json -> {
            json.writeStringField("type", "urn:hubbub:problem:" + code.wireName());
            json.writeStringField("title", title());
            json.writeNumberField("status", code.httpStatus());
            json.writeStringField("detail", detail);
            json.writeStringField("code", code.wireName());
            if (retryAfterMs != null) {
                json.writeNumberField("retryAfterMs", retryAfterMs);
            }
            if (challenge != null) {
                json.writeStringField("challenge", challenge);
            }
            if (requestId != null) {
                json.writeStringField("requestId", requestId);
            }
        });
    }

    /// The code in plain words.
    private String title() {
        String words = code.wireName().replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
