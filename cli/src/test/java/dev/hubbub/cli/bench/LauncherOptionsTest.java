package dev.hubbub.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LauncherOptionsTest {
    private static final Pattern OPTION = Pattern.compile("-XX:[^\\s'\"]+");
    /// Of every server process, and of the quick start, which the bench does without.
    private static final List<String> OTHERS = List.of("-XX:+UseCompactObjectHeaders", "-XX:AOTCache=$aot");

    @Test
    void theBenchMeasuresTheServerWithTheLaunchersOptions() throws IOException {
        List<String> given = OPTION.matcher(Files.readString(Path.of("../bin/hubbub")))
                .results()
                .map(MatchResult::group)
                .filter(option -> !OTHERS.contains(option))
                .toList();
        assertThat(Stream.concat(OwnServer.OF_THE_LAUNCHER.stream(), OwnServer.ON_FEW_CORES.stream()))
                .containsExactlyInAnyOrderElementsOf(given);
    }
}
