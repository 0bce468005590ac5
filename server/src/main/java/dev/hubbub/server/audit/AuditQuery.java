package dev.hubbub.server.audit;

import dev.hubbub.protocol.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which entries to read, the newest first. Null for any.
///
/// @param since from then on
/// @param until before then
/// @param before the last page's cursor; null for the newest
public record AuditQuery(
        @Nullable Action action,
        @Nullable UserId who,
        @Nullable String whom,
        @Nullable String address,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable Long before,
        int limit) {}
