package dev.hubbub.server.log;

import java.util.function.Consumer;

/// A draft, and who waits for its answer.
record Waiting(Draft draft, Consumer<AppendResult> done) {}
