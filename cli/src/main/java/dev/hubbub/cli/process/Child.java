package dev.hubbub.cli.process;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A process that does not outlive this one, even when this one is killed.
record Child(Process process, Leash leash) implements AutoCloseable {

    /// @param ended the one whose place it takes
    static Child start(ProcessBuilder builder, @Nullable Child ended) throws IOException {
        if (ended != null) {
            ended.close();
        }
        Process process = builder.start();
        return new Child(process, Leash.on(process));
    }

    /// `kill -9`, and returns when it is gone.
    void kill() {
        var _ = process.destroyForcibly().onExit().join();
        close();
    }

    /// It has ended.
    @Override
    public void close() {
        leash.close();
    }
}
