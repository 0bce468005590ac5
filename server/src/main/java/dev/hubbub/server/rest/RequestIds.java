package dev.hubbub.server.rest;

import dev.hubbub.server.proxy.Client;
import dev.hubbub.server.proxy.Incoming;
import dev.hubbub.server.proxy.Proxies;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.core.propagation.ThreadPropagatedContextElement;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// Gives each request an id, by which an answer, the audit log and the server's log can be told to belong together, and
/// tells the threads that work for it where it comes from.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RequestIds {
    static final String HEADER = "X-Request-Id";

    private static final String SEEN = "hubbub.seen";

    private final Proxies proxies;

    RequestIds(Proxies proxies) {
        this.proxies = proxies;
    }

    private record Seen(Client client, String id) {
        Incoming incoming() {
            return new Incoming(client.address(), id);
        }
    }

    @RequestFilter
    void begin(HttpRequest<?> request, MutablePropagatedContext context) {
        context.add(new Current(see(request).incoming()));
    }

    @ResponseFilter
    void end(HttpRequest<?> request, MutableHttpResponse<?> response) {
        String id = see(request).id();
        response.header(HEADER, id);
        Problem.name(response, id);
    }

    /// Where a request comes from.
    static Incoming incoming(HttpRequest<?> request) {
        return seen(request).orElseThrow().incoming();
    }

    /// Who sends it, through whichever proxies.
    static Client client(HttpRequest<?> request) {
        return seen(request).orElseThrow().client();
    }

    private static Optional<Seen> seen(HttpRequest<?> request) {
        return request.getAttribute(SEEN, Seen.class);
    }

    /// The same each time.
    private Seen see(HttpRequest<?> request) {
        return seen(request).orElseGet(() -> {
            String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
            Client client = proxies.client(peer(request), request.getHeaders()::getAll);
            Seen seen = new Seen(client, id);
            request.setAttribute(SEEN, seen);
            return seen;
        });
    }

    /// Null when the connection was reset before anybody looked.
    private static @Nullable InetAddress peer(HttpRequest<?> request) {
        @Nullable InetSocketAddress remote = request.getRemoteAddress();
        return remote == null ? null : remote.getAddress();
    }

    /// Is there on each thread that works for the request, and gone from it afterwards.
    private record Current(Incoming incoming) implements ThreadPropagatedContextElement<Incoming> {
        private static final String KEY = "request";

        @Override
        public Incoming updateThreadContext() {
            MDC.put(KEY, incoming.request());
            return Incoming.exchange(incoming);
        }

        @Override
        public void restoreThreadContext(@Nullable Incoming before) {
            Incoming next = before == null ? Incoming.NONE : before;
            var _ = Incoming.exchange(next);
            if (next.request() == null) {
                MDC.remove(KEY);
            } else {
                MDC.put(KEY, next.request());
            }
        }
    }
}
