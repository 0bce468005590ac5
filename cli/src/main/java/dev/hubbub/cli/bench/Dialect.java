package dev.hubbub.cli.bench;

/// How messages travel in text frames.
enum Dialect {
    /// Hubbub's own: a message is a frame. The Node `ws` server of the comparison speaks it too.
    PLAIN("/ws", "", ""),
    /// Socket.IO 4 over engine.io 4: a message is an event named `m` with one argument.
    SOCKET_IO("/socket.io/?EIO=4&transport=websocket", "42[\"m\",", "]");

    private final String path;
    private final String prefix;
    private final String suffix;

    Dialect(String path, String prefix, String suffix) {
        this.path = path;
        this.prefix = prefix;
        this.suffix = suffix;
    }

    String path() {
        return path;
    }

    /// What stands before each message.
    String prefix() {
        return prefix;
    }

    /// What stands behind each message.
    String suffix() {
        return suffix;
    }
}
