package dev.hubbub.server.db;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of a list.
///
/// @param next the cursor to ask on with; null when this was the last page
public record Page<T>(List<T> items, @Nullable String next) {}
