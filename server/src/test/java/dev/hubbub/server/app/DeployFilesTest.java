package dev.hubbub.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the files for operators set, the server knows.
class DeployFilesTest {
    private static final Path DEPLOY = Path.of("../deploy");
    private static final Pattern SETTING =
            Pattern.compile("\\b(?:HUBBUB_|SERVER_|SMTP_|DATABASE_|NATS_|REDIS_|JWT_)[A-Z_]+");

    @Test
    void everySettingInThemExists() throws IOException {
        Set<String> known = new TreeSet<>();
        for (Setting<?> setting : Settings.ALL) {
            known.add(setting.key());
            if (setting.secret()) {
                known.add(SecretFiles.key(setting));
            }
        }
        Set<String> named = named();
        assertThat(named).contains("DATABASE_URL", "HUBBUB_TRUSTED_PROXIES");
        assertThat(known).containsAll(named);
    }

    /// The proxies' timeouts are explained by it.
    @Test
    void theSilenceThatTheProxiesAllowIsLongerThanTheServers() throws IOException {
        String nginx = Files.readString(DEPLOY.resolve("nginx/hubbub.conf"));
        assertThat(nginx).contains("HUBBUB_IDLE_SECONDS (%s)".formatted(Settings.IDLE_SECONDS.fallback()));
        assertThat(nginx).contains("proxy_read_timeout 10m;");
    }

    private static Set<String> named() throws IOException {
        try (Stream<Path> files = Files.walk(DEPLOY)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            Set<String> named = new TreeSet<>();
            for (Path file : all) {
                named.addAll(SETTING.matcher(Files.readString(file))
                        .results()
                        .map(match -> match.group())
                        .collect(Collectors.toSet()));
            }
            return named;
        }
    }
}
