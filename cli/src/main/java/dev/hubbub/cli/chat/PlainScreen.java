package dev.hubbub.cli.chat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Lines in and lines out, for pipes and scripts. Printing is safe for any thread.
final class PlainScreen implements Screen {
    private final BufferedReader in;
    private final PrintStream out;

    PlainScreen(InputStream in, PrintStream out) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
    }

    @Override
    public void print(String line) {
        out.println(line);
    }

    @Override
    public void prompt(String prompt) {}

    @Override
    public Optional<String> readLine() throws IOException {
        return Optional.ofNullable(in.readLine());
    }

    /// The input is the conversation's: a script's first line must not become somebody's password.
    @Override
    public Optional<String> ask(String question, boolean secret) {
        return Optional.empty();
    }

    @Override
    public Palette palette() {
        return new Palette(false);
    }

    @Override
    public void close() {
        out.flush();
    }
}
