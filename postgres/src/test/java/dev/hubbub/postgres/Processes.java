package dev.hubbub.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Looks at and ends processes from outside, as an operator or the kernel would.
final class Processes {
    private Processes() {}

    /// `kill -9`.
    static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    /// Freezes them, so that they hear no signal but the last.
    static void stopChildren(long pid) {
        ProcessHandle.of(pid)
                .orElseThrow()
                .children()
                .forEach(child ->
                        Command.of("sh", "-c", "kill -STOP " + child.pid()).run(Path.of("/")));
    }

    static boolean runs(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    static List<Long> workingIn(Path folder) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> folder.equals(workingFolder(pid)))
                .toList();
    }

    private static Path workingFolder(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd"));
        } catch (IOException e) {
            return Path.of("");
        }
    }
}
