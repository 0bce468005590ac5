package dev.hubbub.cli.chat;

import java.util.Optional;

/// What a line that was typed asks for.
sealed interface Input {
    record Nothing() implements Input {}

    record Say(String text) implements Input {}

    record Join(String room, Optional<String> password) implements Input {}

    /// @param secret whether it is private
    /// @param password of a private room; empty to be asked for it
    record Create(String room, boolean secret, Optional<String> password) implements Input {
        boolean lacksPassword() {
            return secret && password.isEmpty();
        }
    }

    record Leave() implements Input {}

    /// @param query part of a name; empty for all
    record Rooms(Optional<String> query) implements Input {}

    /// @param text empty to be shown the one that the room has
    record Topic(String text) implements Input {}

    /// The room shall have none.
    record NoTopic() implements Input {}

    record Who() implements Input {}

    record History(int lines) implements Input {}

    /// @param room its number in the list of rooms, or its name
    record Switch(String room) implements Input {}

    record Help() implements Input {}

    record Quit() implements Input {}

    /// @param hint what to type instead
    record Wrong(String hint) implements Input {}
}
