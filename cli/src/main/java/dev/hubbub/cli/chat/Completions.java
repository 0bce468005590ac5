package dev.hubbub.cli.chat;

import java.util.List;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/// Completes commands, and the names of rooms after those that take one.
///
/// @param rooms asked for from the input thread
record Completions(Supplier<List<String>> rooms) implements Completer {

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (line.wordIndex() == 0) {
            if (line.word().startsWith("/")) {
                InputReader.COMMANDS.forEach(command -> candidates.add(new Candidate(command)));
            }
        } else if (line.wordIndex() == 1 && line.words().getFirst().equals("/switch")) {
            rooms.get().forEach(room -> candidates.add(new Candidate(room)));
        }
    }
}
