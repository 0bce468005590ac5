package dev.hubbub.server.rest;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.server.apitoken.Bearers;
import dev.hubbub.server.apitoken.Overloaded;
import dev.hubbub.server.command.Caller;
import dev.hubbub.server.session.BearerToken;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out whose token a request shows before its route asks, since an API token may have to be looked up and
/// a route's arguments cannot wait. Never blocks.
@ServerFilter("/api/**")
@Order(BearerFilter.THE_TOKEN)
final class BearerFilter {
    /// A filter that names none comes last, after those that need its answer.
    static final int THE_TOKEN = 0;

    private static final Logger LOG = LoggerFactory.getLogger(BearerFilter.class);
    private static final String CALLER = "hubbub.caller";
    private static final long RETRY_MS = 1_000;

    private final Bearers bearers;

    BearerFilter(Bearers bearers) {
        this.bearers = bearers;
    }

    @RequestFilter
    CompletionStage<HttpRequest<?>> find(HttpRequest<?> request) {
        Optional<String> token = token(request);
        if (token.isEmpty()) {
            return CompletableFuture.completedFuture(request);
        }
        return bearers.verify(token.get(), Devices.of(request).address()).handle((caller, failure) -> {
            if (failure != null) {
                throw refused(failure);
            }
            caller.ifPresent(known -> request.setAttribute(CALLER, known));
            return request;
        });
    }

    static Optional<String> token(HttpRequest<?> request) {
        return BearerToken.in(request.getHeaders().get("Authorization"));
    }

    /// Empty if the request shows no good token.
    static Optional<Caller> caller(HttpRequest<?> request) {
        return request.getAttribute(CALLER, Caller.class);
    }

    private static Refusal refused(Throwable failure) {
        ErrorCode code = failure instanceof Overloaded ? ErrorCode.OVERLOADED : ErrorCode.UNAVAILABLE;
        LOG.debug("An API token could not be looked up", failure);
        return new Refusal(new Problem(code, "the token cannot be checked now; try again in a moment", RETRY_MS));
    }
}
