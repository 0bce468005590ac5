package dev.hubbub.cli.chat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// How the terminal client was started.
///
/// @param folder where logins are kept
/// @param password when there is nobody to ask
/// @param setupToken for the first account of a new server
/// @param plain without colours and line editing
/// @param logout only forget the login
public record ChatSettings(
        URI server,
        Path folder,
        Optional<String> user,
        Optional<String> room,
        Optional<String> password,
        Optional<String> setupToken,
        boolean plain,
        boolean logout) {

    /// Never the password.
    @Override
    public String toString() {
        return "ChatSettings[server=" + server + "]";
    }
}
