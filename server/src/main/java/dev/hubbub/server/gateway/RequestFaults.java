package dev.hubbub.server.gateway;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is refused of a request before anybody acts on it: all that the codec could not read, and what a proxy before
/// us could read otherwise than we do, so that one request of a stranger becomes two (request smuggling).
final class RequestFaults {
    static final HttpRefusal FOLDED = bad("a header stands on one line (RFC 9112, 5.2)");

    private static final int MOST_HEADERS = 100;

    private RequestFaults() {}

    /// Null if there is nothing against it.
    static @Nullable HttpRefusal in(HttpObject part) {
        if (part.decoderResult().isFailure()) {
            return unreadable(part.decoderResult().cause());
        }
        return part instanceof HttpRequest request ? ambiguous(request) : null;
    }

    private static HttpRefusal unreadable(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ ->
                new HttpRefusal(HttpResponseStatus.REQUEST_URI_TOO_LONG, "the request line is too long");
            case TooLongHttpHeaderException _ ->
                new HttpRefusal(
                        HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the headers are too long altogether");
            // Ours to name; the codec's own words may quote what was sent.
            default -> new HttpRefusal(HttpResponseStatus.BAD_REQUEST, "this is not a request as of RFC 9112");
        };
    }

    private static @Nullable HttpRefusal ambiguous(HttpRequest request) {
        HttpHeaders headers = request.headers();
        HttpVersion version = request.protocolVersion();
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return new HttpRefusal(
                    HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED, "this server speaks HTTP/1.0 and HTTP/1.1");
        }
        if (headers.size() > MOST_HEADERS) {
            return new HttpRefusal(
                    HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "more than " + MOST_HEADERS + " headers");
        }
        if (hosts.size() > 1 || (hosts.isEmpty() && version.equals(HttpVersion.HTTP_1_1))) {
            return bad("a request names one Host (RFC 9112, 3.2)");
        }
        if (!codings.isEmpty()
                && (codings.size() > 1 || !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.getFirst()))) {
            return new HttpRefusal(HttpResponseStatus.NOT_IMPLEMENTED, "of Transfer-Encoding only chunked is known");
        }
        // Another host in it than in Host would be believed by some and not by others.
        boolean whole = request.uri().startsWith("/")
                || (request.uri().equals("*") && request.method().equals(HttpMethod.OPTIONS));
        return whole ? null : bad("the request line must name a path (RFC 9112, 3.2.1)");
    }

    private static HttpRefusal bad(String why) {
        return new HttpRefusal(HttpResponseStatus.BAD_REQUEST, why);
    }
}
