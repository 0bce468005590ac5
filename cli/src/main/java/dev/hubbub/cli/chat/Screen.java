package dev.hubbub.cli.chat;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/// Where the conversation is shown, and where its user's lines come from.
interface Screen extends AutoCloseable {

    /// From any thread: shows a line above what its user is typing.
    void print(String line);

    /// From any thread: where a line typed now would go.
    void prompt(String prompt);

    /// Tells `listener`, on the input thread, what stands on the line whenever its user typed something. A screen that
    /// takes in whole lines tells nothing.
    default void onTyped(Consumer<String> listener) {}

    /// Waits for the next line; empty at the end of input. For the input thread only.
    Optional<String> readLine() throws IOException;

    /// Asks one question; empty if there is nobody to answer. For the input thread only.
    Optional<String> ask(String question, boolean secret) throws IOException;

    Palette palette();

    @Override
    void close() throws IOException;
}
