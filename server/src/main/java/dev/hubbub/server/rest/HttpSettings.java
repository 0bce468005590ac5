package dev.hubbub.server.rest;

import java.util.Optional;
import java.util.Set;

/// What the HTTP server must know before it starts.
///
/// @param port 0 for any free one
/// @param transport `io_uring`, `epoll` or `nio`; one that works here
/// @param maxBodyBytes larger request bodies are refused
/// @param origins whose pages, besides our own, may read answers
public record HttpSettings(
        String host, int port, String transport, Optional<Tls> tls, int maxBodyBytes, Set<String> origins) {}
