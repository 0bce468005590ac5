package dev.hubbub.planted.server.gateway;

import io.micronaut.http.HttpStatus;

/// Speaks HTTP.
public record Door(HttpStatus status) {}
