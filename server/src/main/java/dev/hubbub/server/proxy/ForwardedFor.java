package dev.hubbub.server.proxy;

import java.util.Arrays;
import java.util.List;

/// Reads one line of `X-Forwarded-For`: addresses with commas between them, the nearest last.
final class ForwardedFor {
    private ForwardedFor() {}

    static List<Client> read(String line) {
        return Arrays.stream(line.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(part -> new Client(Node.address(part), null))
                .toList();
    }
}
