package dev.hubbub.server.status;

import java.util.function.Supplier;

/// One thing that the server rests on: its database, its way to the other nodes.
///
/// @param look finds out how it does now; may block, for seconds at most
public record HealthPart(String name, Supplier<Finding> look) {}
