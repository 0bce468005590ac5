package dev.hubbub.cli.verify;

import dev.hubbub.cli.process.Node;
import dev.hubbub.cli.process.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How servers are started that are to be verified.
final class Recipes {
    /// It is started often, and need not be fast otherwise.
    private static final List<String> JVM = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    static final Map<String, String> ENVIRONMENT = Map.of(
            "HUBBUB_BCRYPT_COST",
            "4",
            // Its many users come at once, and none of them is its administrator.
            "HUBBUB_REGISTRATION",
            "open",
            "HUBBUB_SIGN_INS_PER_MINUTE",
            "100000",
            // Order is promised only to what is not postponed, so little should be.
            "HUBBUB_COMMANDS_PER_SECOND",
            "200",
            "HUBBUB_COMMANDS_BURST",
            "400");

    private Recipes() {}

    /// Works in `data`, and writes its log to `log`.
    static Node.Recipe of(String name, Path data, Path log, Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(ENVIRONMENT);
        environment.putAll(more);
        return new Node.Recipe(
                name, Programs.freePort(), data, JVM, environment, ProcessBuilder.Redirect.appendTo(log.toFile()));
    }
}
