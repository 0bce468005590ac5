package dev.hubbub.server.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some entries, the newest first.
///
/// @param next the cursor to ask on with; null when these were the oldest
public record AuditPage(List<AuditRow> entries, @Nullable Long next) {}
