package dev.hubbub.cli.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `hubbub serve` of this very program, about to be started as a process of its own.
public final class ServerProcess {
    private static final Set<String> OPERATORS = Set.of("DATABASE_URL", "REDIS_URL", "JWT_SECRET");

    private ServerProcess() {}

    /// Works in `data`, listens on this machine only, and knows nothing of what the operator set for his own
    /// server, or a test would run in his database. The caller adds the rest of the environment.
    ///
    /// @param jvm options of the Java machine, besides those that every server has
    public static ProcessBuilder in(Path data, List<String> jvm) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of(
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        words.addAll(jvm);
        words.addAll(List.of("-cp", classPath(), "dev.hubbub.cli.HubbubCommand", "serve"));
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(data.toFile()).redirectErrorStream(true);
        var environment = builder.environment();
        environment
                .keySet()
                .removeIf(key -> key.startsWith("HUBBUB_") || key.startsWith("NATS_") || OPERATORS.contains(key));
        environment.put("HUBBUB_DATA", data.toString());
        environment.put("SERVER_HOST", "127.0.0.1");
        return builder;
    }

    /// Absolute, since the server runs in its data folder.
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(part -> !part.isEmpty())
                .map(part -> Path.of(part).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
