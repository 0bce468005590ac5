package dev.hubbub.client;

/// Thrown by a token supplier that has no token and no way to get one without its user: the client closes
/// instead of trying again.
public final class LoginRequired extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LoginRequired(String message) {
        super(message);
    }
}
