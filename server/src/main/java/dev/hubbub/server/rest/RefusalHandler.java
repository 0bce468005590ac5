package dev.hubbub.server.rest;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/// Answers a refused request.
@Singleton
@SuppressWarnings("rawtypes") // the framework asks for the raw request
final class RefusalHandler implements ExceptionHandler<Refusal, HttpResponse<?>> {
    @Override
    public HttpResponse<?> handle(HttpRequest request, Refusal refusal) {
        return refusal.problem().response();
    }
}
