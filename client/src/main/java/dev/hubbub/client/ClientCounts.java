package dev.hubbub.client;

/// What a client lived through so far.
///
/// @param delivered events given to the listener
/// @param duplicates events that came again and were dropped
/// @param holes events that came too early, each the end of a connection
/// @param resets rooms whose replay did not reach back far enough
/// @param connects hellos that were answered
/// @param resends commands sent again, after a reconnect or because the server asked for it
public record ClientCounts(long delivered, long duplicates, long holes, long resets, long connects, long resends) {}
