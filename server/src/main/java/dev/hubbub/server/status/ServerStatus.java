package dev.hubbub.server.status;

import java.util.List;
import java.util.function.Supplier;

/// The whole installation, for people.
///
/// @param node the one that tells
/// @param database where it is kept: `embedded` or `external`
/// @param sessions where sign-ins are kept: `database` or `redis`
/// @param nodes all that are known now, the one that tells first
public record ServerStatus(String node, String database, String sessions, Supplier<List<NodeStatus>> nodes) {}
