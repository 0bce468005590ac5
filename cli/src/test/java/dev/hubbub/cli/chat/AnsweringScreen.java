package dev.hubbub.cli.chat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// A terminal whose user knows beforehand what he will be asked.
final class AnsweringScreen implements Screen {
    final List<String> asked = new ArrayList<>();
    final List<String> printed = new ArrayList<>();
    private final Deque<String> answers;

    /// @param answers in turn; after the last nobody is there any more
    AnsweringScreen(String... answers) {
        this.answers = new ArrayDeque<>(List.of(answers));
    }

    @Override
    public void print(String line) {
        printed.add(line);
    }

    @Override
    public void prompt(String prompt) {}

    @Override
    public Optional<String> readLine() {
        return Optional.empty();
    }

    @Override
    public Optional<String> ask(String question, boolean secret) {
        asked.add(question);
        return Optional.ofNullable(answers.poll());
    }

    @Override
    public Palette palette() {
        return new Palette(false);
    }

    @Override
    public void close() {}
}
