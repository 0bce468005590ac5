package dev.hubbub.server.presence;

/// A node, from its start to its end.
///
/// @param life grows from one start of the node to the next
public record Peer(String name, long life) {}
