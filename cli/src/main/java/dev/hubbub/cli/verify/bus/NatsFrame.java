package dev.hubbub.cli.verify.bus;

/// A piece of NATS's protocol, as it was on the wire. Nobody writes into its bytes.
final class NatsFrame {
    private final byte[] bytes;
    private final boolean message;

    /// @param message whether it carries a message, and is not a word between client and server
    NatsFrame(byte[] bytes, boolean message) {
        this.bytes = bytes;
        this.message = message;
    }

    byte[] bytes() {
        return bytes;
    }

    boolean message() {
        return message;
    }
}
