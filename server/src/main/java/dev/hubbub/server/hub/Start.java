package dev.hubbub.server.hub;

/// Where a subscriber goes on in a room that its snapshot shows.
///
/// @param sent the last event that it has, or that it does not get
/// @param newest the room's last one when the snapshot was read
public record Start(long sent, long newest) {}
