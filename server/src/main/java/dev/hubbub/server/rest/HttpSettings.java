package dev.hubbub.server.rest;

import java.util.Optional;

/// What the HTTP server must know before it starts.
///
/// @param port 0 for any free one
/// @param maxBodyBytes larger request bodies are refused
public record HttpSettings(String host, int port, Optional<Tls> tls, int maxBodyBytes) {}
