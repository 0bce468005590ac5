package dev.hubbub.server.cluster;

import java.util.Map;

/// One message on the bus. Immutable, as long as nobody writes into its body.
public final class BusMessage {
    private final String subject;
    private final Map<String, String> headers;
    private final byte[] body;

    /// @param subject parts of letters, digits, `-` and `_`, with dots between them
    /// @param headers short texts by name, such as say who sent it and what it is
    /// @param body not copied
    public BusMessage(String subject, Map<String, String> headers, byte[] body) {
        this.subject = subject;
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    public String subject() {
        return subject;
    }

    public Map<String, String> headers() {
        return headers;
    }

    /// Not a copy.
    public byte[] body() {
        return body;
    }
}
