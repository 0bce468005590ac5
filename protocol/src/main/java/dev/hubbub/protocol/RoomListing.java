package dev.hubbub.protocol;

/// A room as the directory shows it to someone who may not be in it.
///
/// @param locked whether joining needs a password
/// @param joined whether the asking user is a member
public record RoomListing(RoomId id, String name, RoomKind kind, int members, boolean locked, boolean joined) {}
