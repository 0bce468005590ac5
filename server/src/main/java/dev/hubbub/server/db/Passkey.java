package dev.hubbub.server.db;

import dev.hubbub.protocol.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is kept of a passkey: its public half.
///
/// @param publicKey as COSE has it
/// @param signCount how often it has signed, if it counts; one that goes back is a copy
/// @param usedAt null if it never was
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Passkey(
        long id,
        UserId user,
        byte[] credentialId,
        byte[] publicKey,
        long signCount,
        String name,
        Instant createdAt,
        @Nullable Instant usedAt) {}
