package dev.hubbub.server.mail;

import java.util.Optional;

/// The server that takes mails.
///
/// @param user empty for a server that asks nobody who he is
/// @param from the sender, as `Hubbub <chat@example.org>`
public record SmtpSettings(
        String host, int port, Security security, Optional<String> user, Optional<String> password, String from) {

    /// How the connection is kept from others' eyes.
    public enum Security {
        /// In the clear until TLS is agreed on; without it nothing is sent.
        STARTTLS,
        /// From the first byte.
        TLS,
        /// For a server on this machine.
        NONE
    }

    /// Never the password.
    @Override
    public String toString() {
        return "SmtpSettings[host=" + host + ", port=" + port + ", security=" + security + "]";
    }
}
