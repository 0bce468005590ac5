package dev.hubbub.cli.verify;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/// Kills what runs the database; whoever started it brings it back. Used by one thread.
record DatabaseKills(EmbeddedLog log, SplittableRandom random) {
    void postmaster() throws IOException {
        ProcessHandle.of(log.pid()).ifPresent(ProcessHandle::destroyForcibly);
    }

    void backend() throws IOException {
        List<ProcessHandle> children = ProcessHandle.of(log.pid()).stream()
                .flatMap(ProcessHandle::children)
                .toList();
        if (!children.isEmpty()) {
            children.get(random.nextInt(children.size())).destroyForcibly();
        }
    }
}
