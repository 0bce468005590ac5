package dev.hubbub.server.app;

import dev.hubbub.server.cluster.NatsLogin;
import dev.hubbub.server.cluster.NatsSettings;
import dev.hubbub.server.cluster.StreamSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// How the server reaches NATS, if it does.
final class NatsConfig {
    private static final String LOCAL = "nats://127.0.0.1:4222";
    private static final long MEGABYTE = 1L << 20;

    private NatsConfig() {}

    static Optional<NatsSettings> from(Settings settings) {
        boolean wanted = settings.given(Settings.NATS_ENABLE)
                .orElse(settings.given(Settings.NATS_URL).isPresent());
        if (wanted) {
            return Optional.of(checked(new NatsSettings(
                    settings.given(Settings.NATS_URL).orElseGet(() -> NatsSettings.parse(LOCAL)),
                    login(settings),
                    settings.given(Settings.NATS_CA))));
        }
        if (settings.given(Settings.NATS_ENABLE).isEmpty()) {
            requireNone(settings);
        }
        return Optional.empty();
    }

    /// Empty if nothing is to be kept there.
    static Optional<StreamSettings> stream(Settings settings) {
        return settings.of(Settings.NATS_STREAM)
                ? Optional.of(new StreamSettings(
                        Duration.ofHours(settings.of(Settings.NATS_STREAM_HOURS)),
                        settings.of(Settings.NATS_STREAM_MEGABYTES) * MEGABYTE,
                        settings.of(Settings.NATS_STREAM_REPLICAS),
                        Duration.ofSeconds(settings.of(Settings.NATS_STREAM_REPEATS_SECONDS))))
                : Optional.empty();
    }

    /// Else whoever forgot the address wonders why his nodes do not talk.
    private static void requireNone(Settings settings) {
        Stream.of(
                        Settings.NATS_TOKEN,
                        Settings.NATS_USER,
                        Settings.NATS_PASSWORD,
                        Settings.NATS_CREDENTIALS,
                        Settings.NATS_NKEY,
                        Settings.NATS_CA,
                        Settings.NATS_STREAM,
                        Settings.NATS_STREAM_HOURS,
                        Settings.NATS_STREAM_MEGABYTES,
                        Settings.NATS_STREAM_REPLICAS,
                        Settings.NATS_STREAM_REPEATS_SECONDS)
                .filter(setting -> settings.given(setting).isPresent())
                .findFirst()
                .ifPresent(setting -> {
                    throw new InvalidConfigException("%s needs NATS_URL besides. For example: NATS_URL=%s"
                            .formatted(setting.key(), Settings.NATS_URL.example()));
                });
    }

    private static NatsLogin login(Settings settings) {
        Optional<String> user = settings.given(Settings.NATS_USER);
        Optional<String> password = settings.given(Settings.NATS_PASSWORD);
        if (user.isPresent() != password.isPresent()) {
            throw new InvalidConfigException("NATS_USER and NATS_PASSWORD go together: set both, or neither.");
        }
        List<String> ways = new ArrayList<>();
        List<Supplier<NatsLogin>> logins = new ArrayList<>();
        settings.given(Settings.NATS_TOKEN).ifPresent(token -> {
            ways.add(Settings.NATS_TOKEN.key());
            logins.add(() -> new NatsLogin.Token(token));
        });
        user.ifPresent(name -> {
            ways.add(Settings.NATS_USER.key());
            logins.add(() -> new NatsLogin.Password(name, password.orElseThrow()));
        });
        settings.given(Settings.NATS_CREDENTIALS).ifPresent(file -> {
            ways.add(Settings.NATS_CREDENTIALS.key());
            logins.add(() -> ofFile(Settings.NATS_CREDENTIALS, file, NatsLogin.Credentials::new));
        });
        settings.given(Settings.NATS_NKEY).ifPresent(file -> {
            ways.add(Settings.NATS_NKEY.key());
            logins.add(() -> ofFile(Settings.NATS_NKEY, file, NatsLogin.Seed::new));
        });
        settings.given(Settings.NATS_URL).filter(NatsConfig::secrets).ifPresent(_ -> {
            ways.add("a user, password or token within NATS_URL");
            logins.add(NatsLogin.Open::new);
        });
        if (ways.size() > 1) {
            throw new InvalidConfigException(
                    "One way to sign in to NATS is enough, and these are set: %s.".formatted(String.join(", ", ways)));
        }
        return logins.isEmpty() ? new NatsLogin.Open() : logins.getFirst().get();
    }

    private static boolean secrets(List<URI> urls) {
        return urls.stream().anyMatch(url -> url.getUserInfo() != null);
    }

    private static NatsLogin ofFile(Setting<Path> setting, Path file, Function<Path, NatsLogin> login) {
        try {
            return login.apply(file);
        } catch (IllegalArgumentException e) {
            throw unusable(setting, file, e);
        }
    }

    private static NatsSettings checked(NatsSettings settings) {
        try {
            settings.checkAuthority();
            return settings;
        } catch (IllegalArgumentException e) {
            throw unusable(Settings.NATS_CA, settings.authority().orElseThrow(), e);
        }
    }

    private static InvalidConfigException unusable(Setting<Path> setting, Path file, IllegalArgumentException e) {
        return new InvalidConfigException("%s names %s, which %s. For example: %s=%s"
                .formatted(setting.key(), file, e.getMessage(), setting.key(), setting.example()));
    }

    static boolean enabled(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }
}
