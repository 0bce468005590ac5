package dev.hubbub.server.audit;

import dev.hubbub.protocol.Person;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An entry as it was read.
///
/// @param no its place in the log
/// @param action its wire name; another version may have written it
/// @param who by the name that he has now
/// @param details a JSON object of texts
public record AuditRow(
        long no,
        Instant at,
        String action,
        @Nullable Person who,
        @Nullable String whom,
        @Nullable String address,
        @Nullable String request,
        String details) {}
