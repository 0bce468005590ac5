package dev.hubbub.server.app;

import dev.hubbub.server.account.PasswordHasher;
import dev.hubbub.server.command.RoomPasswords;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Rooms' passwords share the bounded bcrypt threads with those of users.
record BcryptRoomPasswords(PasswordHasher hasher) implements RoomPasswords {

    @Override
    public Optional<String> hash(String password) {
        return hasher.hash(password);
    }

    @Override
    public Check verify(String password, @Nullable String hash) {
        PasswordHasher.Verdict verdict = hash == null ? hasher.verifyNothing(password) : hasher.verify(password, hash);
        return switch (verdict) {
            case MATCH -> Check.MATCH;
            case MISMATCH -> Check.MISMATCH;
            case BUSY -> Check.BUSY;
        };
    }

    @Override
    public long retryAfterMs() {
        return hasher.retryAfterMs();
    }
}
