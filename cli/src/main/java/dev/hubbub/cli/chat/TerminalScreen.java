package dev.hubbub.cli.chat;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.Widget;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// A terminal with line editing: what comes in is printed above the line that is being typed. Printing is safe
/// for any thread.
final class TerminalScreen implements Screen {
    private final Terminal terminal;
    private final LineReaderImpl lines;
    private final LineReader questions;
    private volatile String prompt = "> ";

    TerminalScreen(Completer completer) throws IOException {
        terminal = TerminalBuilder.builder().system(true).build();
        lines = (LineReaderImpl) LineReaderBuilder.builder()
                .terminal(terminal)
                .completer(completer)
                // What one says may hold exclamation marks and backslashes.
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.ERASE_LINE_ON_FINISH, true)
                .build();
        // Of its own, or passwords would stand in the history of what was said.
        questions = LineReaderBuilder.builder()
                .terminal(terminal)
                .variable(LineReader.DISABLE_HISTORY, true)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    @Override
    public void print(String line) {
        lines.printAbove(line);
    }

    @Override
    public void prompt(String next) {
        prompt = next;
        if (lines.isReading()) {
            lines.setPrompt(next);
            lines.callWidget(LineReader.REDRAW_LINE);
            lines.callWidget(LineReader.REDISPLAY);
        }
    }

    @Override
    public void onTyped(Consumer<String> listener) {
        Widget insert = Objects.requireNonNull(lines.getBuiltinWidgets().get(LineReader.SELF_INSERT));
        lines.getWidgets().put(LineReader.SELF_INSERT, () -> {
            boolean inserted = insert.apply();
            listener.accept(lines.getBuffer().toString());
            return inserted;
        });
    }

    /// Ctrl-C drops what was typed, and ends when nothing was.
    @Override
    public Optional<String> readLine() {
        while (true) {
            try {
                return Optional.of(lines.readLine(prompt));
            } catch (UserInterruptException e) {
                if (e.getPartialLine().isEmpty()) {
                    return Optional.empty();
                }
            } catch (EndOfFileException e) {
                return Optional.empty();
            }
        }
    }

    @Override
    public Optional<String> ask(String question, boolean secret) {
        try {
            return Optional.of(secret ? questions.readLine(question, '*') : questions.readLine(question));
        } catch (UserInterruptException | EndOfFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public Palette palette() {
        String noColor = System.getenv("NO_COLOR");
        return new Palette(noColor == null || noColor.isEmpty());
    }

    @Override
    public void close() throws IOException {
        terminal.close();
    }
}
