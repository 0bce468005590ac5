package dev.hubbub.protocol;

import org.jspecify.annotations.Nullable;

/// A room as one of its members sees it: the snapshot that events then keep up to date.
///
/// @param topic what it is about; empty if nobody said
/// @param kind how one gets in
/// @param listed whether strangers find it in the directory; always true for public rooms
/// @param owner null for the global room and for direct conversations
/// @param members how many users are in it
/// @param memberLimit the most members it takes; 0 for no limit
/// @param lastSeq the seq of its newest event; 0 if there is none
/// @param readSeq up to where this user has read
/// @param unread how many messages stand after `readSeq`
public record RoomState(
        RoomId id,
        String name,
        String topic,
        RoomKind kind,
        boolean listed,
        @Nullable UserId owner,
        int members,
        int memberLimit,
        long lastSeq,
        long readSeq,
        long unread) {}
