package dev.hubbub.server.session;

/// The cookies that keep a browser signed in. Each is sent to its path and nowhere else.
public enum SessionCookie {
    /// Buys the next tokens.
    REFRESH("hubbub_refresh", "/api/v1", false),
    /// The access token, for the WebSocket's handshake, which no script can put a header on.
    ACCESS("hubbub_access", "/ws", false),
    /// What the page repeats in a header to show that it is ours.
    CSRF("hubbub_csrf", "/", true);

    private final String plainName;
    private final String path;
    private final boolean readable;

    SessionCookie(String plainName, String path, boolean readable) {
        this.plainName = plainName;
        this.path = path;
        this.readable = readable;
    }

    /// With a prefix under TLS, by which a browser takes it from nobody without TLS.
    public String nameOver(boolean tls) {
        return tls ? "__Secure-" + plainName : plainName;
    }

    public String path() {
        return path;
    }

    public boolean readable() {
        return readable;
    }
}
