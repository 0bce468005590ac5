package dev.hubbub.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Events in seq order, and where to go on in each direction.
///
/// @param before ask `before` this seq for what is older; null when the log's beginning is reached
/// @param after ask `after` this seq for what is newer; null when the log's end was reached A filtered page may
///     hold fewer events than asked for, even none, and still have more: one request searches a bounded stretch
///     of the log.
public record HistoryPage(
        List<Event> events, @Nullable Long before, @Nullable Long after) {}
