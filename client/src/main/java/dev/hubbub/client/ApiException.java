package dev.hubbub.client;

import dev.hubbub.protocol.ErrorCode;

/// The server refused a REST request; the message is the server's and fit to be shown.
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final ErrorCode code;

    ApiException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
