package dev.hubbub.server.rest;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.server.session.StoreUnavailable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/// Says that nobody can sign in or go on now, rather than that something is wrong with what he sent.
@Singleton
@SuppressWarnings("rawtypes") // the framework asks for the raw request
final class StoreUnavailableHandler implements ExceptionHandler<StoreUnavailable, HttpResponse<?>> {
    @Override
    public HttpResponse<?> handle(HttpRequest request, StoreUnavailable away) {
        return new Problem(
                        ErrorCode.UNAVAILABLE,
                        "the sessions cannot be reached now, so nobody can sign in or renew a token; who is connected stays so")
                .response();
    }
}
