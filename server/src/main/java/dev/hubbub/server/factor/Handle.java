package dev.hubbub.server.factor;

import com.yubico.webauthn.data.ByteArray;
import dev.hubbub.protocol.UserId;
import java.nio.ByteBuffer;
import java.util.Optional;

/// A user as authenticators keep him: the bytes of his id, which say nothing of who he is.
final class Handle {
    private Handle() {}

    static ByteArray of(UserId user) {
        return new ByteArray(
                ByteBuffer.allocate(Long.BYTES).putLong(user.value()).array());
    }

    static Optional<UserId> read(ByteArray handle) {
        return handle.size() == Long.BYTES
                ? Optional.of(new UserId(ByteBuffer.wrap(handle.getBytes()).getLong()))
                : Optional.empty();
    }
}
