package dev.hubbub.server.factor;

import java.net.URI;
import java.util.Set;

/// The site that passkeys are good for: browsers show one to pages of its host and nobody else's.
///
/// @param id the host, without scheme and port
/// @param origins whose pages may ask
/// @param anyPort whether their port is left open
public record PasskeySite(String id, Set<String> origins, boolean anyPort) {
    public PasskeySite {
        origins = Set.copyOf(origins);
    }

    /// @param origin where clients find this server: `https://chat.example.org`
    public static PasskeySite at(String origin) {
        return new PasskeySite(URI.create(origin).getHost(), Set.of(origin), false);
    }

    /// For whoever tries it out on his own machine: browsers trust this name without TLS.
    public static PasskeySite localhost() {
        return new PasskeySite("localhost", Set.of("http://localhost", "https://localhost"), true);
    }
}
