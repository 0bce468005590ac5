package dev.hubbub.server.app;

/// The operator asked for something that cannot be; the message says what, and what would do.
public final class InvalidConfigException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidConfigException(String message) {
        super(message);
    }
}
