package dev.hubbub.server.rest;

import java.util.Optional;

/// What the HTTP server must know before it starts.
///
/// @param port 0 for any free one
/// @param transport `io_uring`, `epoll` or `nio`; one that works here
/// @param maxBodyBytes larger request bodies are refused
public record HttpSettings(String host, int port, String transport, Optional<Tls> tls, int maxBodyBytes) {}
