package dev.hubbub.protocol;

/// A room as the directory shows it to someone who may not be in it.
///
/// @param topic what it is about; empty if nobody said, and for who is not in it if it is private
/// @param locked whether joining needs a password
/// @param joined whether the asking user is a member
public record RoomListing(
        RoomId id, String name, String topic, RoomKind kind, int members, boolean locked, boolean joined) {}
