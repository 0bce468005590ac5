package dev.hubbub.server.app;

import dev.hubbub.server.account.Inviters;
import dev.hubbub.server.account.RegistrationMode;
import dev.hubbub.server.account.SigningKey;
import dev.hubbub.server.cluster.NatsSettings;
import dev.hubbub.server.gateway.Transport;
import dev.hubbub.server.mail.SmtpSettings;
import dev.hubbub.server.proxy.Proxies;
import dev.hubbub.server.redis.RedisUrl;
import dev.hubbub.server.session.Origins;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The table of every key there is. `docs/configuration.md` explains them, and a test holds it against this
/// table.
final class Settings {
    static final Setting<String> HOST = new Setting<>("SERVER_HOST", "127.0.0.1", "0.0.0.0", Settings::notBlank);
    static final Setting<Integer> PORT = Setting.number("SERVER_PORT", 8080, 0, 65_535);
    static final Setting<String> NODE_NAME = new Setting<>("HUBBUB_NODE_NAME", "", "chat-1", NodeName::checked);
    static final Setting<Path> DATA = new Setting<>("HUBBUB_DATA", "data", "/var/lib/hubbub", Settings::path);
    static final Setting<DatabaseUrl> DATABASE_URL =
            Setting.secret("DATABASE_URL", "postgres://hubbub:secret@db.example.org/hubbub", DatabaseUrl::parse);
    static final Setting<Integer> DATABASE_CONNECTIONS = Setting.number("HUBBUB_DATABASE_CONNECTIONS", 10, 2, 500);
    static final Setting<Integer> COMMITTERS = Setting.number("HUBBUB_COMMITTERS", 1, 1, 16);
    static final Setting<SigningKey> JWT_SECRET =
            Setting.secret("JWT_SECRET", "<the output of: openssl rand -base64 48>", SigningKey::ofSecret);
    static final Setting<RedisUrl> REDIS_URL =
            Setting.secret("REDIS_URL", "redis://:secret@redis.example.org:6379", RedisUrl::parse);
    static final Setting<List<URI>> NATS_URL = Setting.secret(
            "NATS_URL", "nats://nats-1.example.org:4222,nats://nats-2.example.org:4222", NatsSettings::parse);
    static final Setting<Boolean> NATS_ENABLE = new Setting<>("NATS_ENABLE", "", "true", NatsConfig::enabled);
    static final Setting<String> NATS_TOKEN =
            Setting.secret("NATS_TOKEN", "<the token of the NATS server>", Settings::notBlank);
    static final Setting<String> NATS_USER = new Setting<>("NATS_USER", "", "hubbub", Settings::notBlank);
    static final Setting<String> NATS_PASSWORD =
            Setting.secret("NATS_PASSWORD", "the-password-of-that-user", Settings::notBlank);
    static final Setting<Path> NATS_CREDENTIALS =
            new Setting<>("HUBBUB_NATS_CREDENTIALS", "", "/etc/hubbub/nats.creds", Settings::path);
    static final Setting<Path> NATS_NKEY = new Setting<>("HUBBUB_NATS_NKEY", "", "/etc/hubbub/nats.nk", Settings::path);
    static final Setting<Path> NATS_CA = new Setting<>("HUBBUB_NATS_CA", "", "/etc/hubbub/nats-ca.pem", Settings::path);
    static final Setting<Boolean> NATS_STREAM =
            new Setting<>("HUBBUB_NATS_STREAM", "true", "false", NatsConfig::enabled);
    static final Setting<Integer> NATS_STREAM_HOURS = Setting.number("HUBBUB_NATS_STREAM_HOURS", 24, 1, 8_760);
    static final Setting<Integer> NATS_STREAM_MEGABYTES =
            Setting.number("HUBBUB_NATS_STREAM_MEGABYTES", 1_024, 1, 100_000_000);
    static final Setting<Integer> NATS_STREAM_REPLICAS = Setting.number("HUBBUB_NATS_STREAM_REPLICAS", 1, 1, 5);
    static final Setting<Integer> NATS_STREAM_REPEATS_SECONDS =
            Setting.number("HUBBUB_NATS_STREAM_REPEATS_SECONDS", 120, 1, 3_600);
    static final Setting<String> PUBLIC_URL =
            new Setting<>("HUBBUB_PUBLIC_URL", "", "https://chat.example.org", Origins::parse);
    static final Setting<Set<String>> ORIGINS =
            new Setting<>("HUBBUB_ORIGINS", "", "https://chat.example.org", Settings::origins);
    static final Setting<Proxies> TRUSTED_PROXIES =
            new Setting<>("HUBBUB_TRUSTED_PROXIES", "", "127.0.0.1, 10.0.0.0/8", Proxies::parse);
    static final Setting<Path> TLS_CERT =
            new Setting<>("HUBBUB_TLS_CERT", "", "/etc/hubbub/fullchain.pem", Settings::path);
    static final Setting<Path> TLS_KEY = new Setting<>("HUBBUB_TLS_KEY", "", "/etc/hubbub/privkey.pem", Settings::path);
    static final Setting<Path> TLS_KEYSTORE =
            new Setting<>("HUBBUB_TLS_KEYSTORE", "", "/etc/hubbub/hubbub.p12", Settings::path);
    static final Setting<String> TLS_KEYSTORE_PASSWORD =
            Setting.secret("HUBBUB_TLS_KEYSTORE_PASSWORD", "the-password-of-the-keystore", Settings::notBlank);
    static final Setting<Transport> TRANSPORT = new Setting<>("HUBBUB_TRANSPORT", "auto", "epoll", Transport::ofKey);
    static final Setting<Integer> COMPRESSION = Setting.number("HUBBUB_COMPRESSION", 1, 0, 9);
    static final Setting<Integer> BCRYPT_COST = Setting.number("HUBBUB_BCRYPT_COST", 12, 4, 16);
    static final Setting<RegistrationMode> REGISTRATION = new Setting<>(
            "HUBBUB_REGISTRATION",
            RegistrationMode.AFTER_SET_UP.wireName(),
            RegistrationMode.INVITATION.wireName(),
            AccountConfig::mode);
    static final Setting<String> SETUP_TOKEN =
            Setting.secret("HUBBUB_SETUP_TOKEN", "<the output of: openssl rand -base64 24>", AccountConfig::setupToken);
    static final Setting<Inviters> INVITERS = new Setting<>(
            "HUBBUB_INVITERS",
            Inviters.ADMINISTRATORS.wireName(),
            Inviters.MEMBERS.wireName(),
            AccountConfig::inviters);
    static final Setting<String> SMTP_HOST = new Setting<>("SMTP_HOST", "", "smtp.example.org", Settings::notBlank);
    static final Setting<Integer> SMTP_PORT = Setting.number("SMTP_PORT", 587, 1, 65_535);
    static final Setting<SmtpSettings.Security> SMTP_SECURITY =
            new Setting<>("SMTP_SECURITY", "starttls", "tls", MailConfig::security);
    static final Setting<String> SMTP_USER = new Setting<>("SMTP_USER", "", "chat@example.org", Settings::notBlank);
    static final Setting<String> SMTP_PASSWORD =
            Setting.secret("SMTP_PASSWORD", "the-password-of-that-user", Settings::notBlank);
    static final Setting<String> SMTP_FROM =
            new Setting<>("SMTP_FROM", "", "Hubbub <chat@example.org>", MailConfig::sender);
    static final Setting<Integer> MESSAGE_BYTES = Setting.number("HUBBUB_MESSAGE_BYTES", 16_384, 1, 1_048_576);
    static final Setting<Integer> FRAME_BYTES = Setting.number("HUBBUB_FRAME_BYTES", 65_536, 1_024, 8_388_608);
    static final Setting<Integer> ROOMS_PER_USER = Setting.number("HUBBUB_ROOMS_PER_USER", 500, 1, 10_000);
    static final Setting<Integer> CONNECTIONS_PER_USER =
            Setting.number("HUBBUB_CONNECTIONS_PER_USER", 32, 1, 1_000_000);
    static final Setting<Integer> CONNECTIONS_PER_ADDRESS =
            Setting.number("HUBBUB_CONNECTIONS_PER_ADDRESS", 1_000, 1, 10_000_000);
    static final Setting<Integer> COMMANDS_PER_SECOND = Setting.number("HUBBUB_COMMANDS_PER_SECOND", 20, 1, 1_000_000);
    static final Setting<Integer> COMMANDS_BURST = Setting.number("HUBBUB_COMMANDS_BURST", 60, 1, 10_000_000);
    static final Setting<Integer> USER_COMMANDS_PER_SECOND =
            Setting.optionalNumber("HUBBUB_USER_COMMANDS_PER_SECOND", 60, 1, 3_000_000);
    static final Setting<Integer> USER_COMMANDS_BURST =
            Setting.optionalNumber("HUBBUB_USER_COMMANDS_BURST", 180, 1, 30_000_000);
    static final Setting<Integer> SIGN_INS_PER_MINUTE = Setting.number("HUBBUB_SIGN_INS_PER_MINUTE", 30, 1, 1_000_000);
    static final Setting<Integer> RENEWALS_PER_MINUTE =
            Setting.optionalNumber("HUBBUB_RENEWALS_PER_MINUTE", 600, 1, 20_000_000);
    static final Setting<Integer> READS_PER_SECOND =
            Setting.optionalNumber("HUBBUB_READS_PER_SECOND", 40, 1, 2_000_000);
    static final Setting<Integer> WRITES_PER_SECOND =
            Setting.optionalNumber("HUBBUB_WRITES_PER_SECOND", 20, 1, 1_000_000);
    static final Setting<Integer> ADMIN_REQUESTS_PER_SECOND =
            Setting.optionalNumber("HUBBUB_ADMIN_REQUESTS_PER_SECOND", 20, 1, 1_000_000);
    static final Setting<Integer> ADDRESS_FACTOR = Setting.number("HUBBUB_ADDRESS_FACTOR", 20, 1, 1_000);
    static final Setting<Integer> FAILED_LOGINS = Setting.number("HUBBUB_FAILED_LOGINS", 10, 1, 1_000_000);
    static final Setting<Integer> FAILED_LOGINS_PER_ADDRESS =
            Setting.number("HUBBUB_FAILED_LOGINS_PER_ADDRESS", 100, 1, 1_000_000);
    static final Setting<Integer> AUDIT_DAYS = Setting.number("HUBBUB_AUDIT_DAYS", 365, 1, 36_500);
    static final Setting<Integer> UNAUTHENTICATED_SECONDS =
            Setting.number("HUBBUB_UNAUTHENTICATED_SECONDS", 10, 1, 600);
    static final Setting<Integer> REQUEST_SECONDS = Setting.number("HUBBUB_REQUEST_SECONDS", 20, 1, 600);
    static final Setting<Integer> IDLE_SECONDS = Setting.number("HUBBUB_IDLE_SECONDS", 60, 5, 3_600);
    static final Setting<Integer> PRESENCE_MILLIS = Setting.number("HUBBUB_PRESENCE_MILLIS", 200, 10, 1_000);
    static final Setting<Integer> PRESENCE_GRACE_SECONDS = Setting.number("HUBBUB_PRESENCE_GRACE_SECONDS", 5, 0, 600);
    static final Setting<Integer> PRESENCE_LISTED = Setting.number("HUBBUB_PRESENCE_LISTED", 100, 1, 10_000);
    static final Setting<Integer> TYPING_SECONDS = Setting.number("HUBBUB_TYPING_SECONDS", 3, 1, 60);

    static final List<Setting<?>> ALL = List.of(
            HOST,
            PORT,
            NODE_NAME,
            DATA,
            DATABASE_URL,
            DATABASE_CONNECTIONS,
            COMMITTERS,
            JWT_SECRET,
            REDIS_URL,
            NATS_URL,
            NATS_ENABLE,
            NATS_TOKEN,
            NATS_USER,
            NATS_PASSWORD,
            NATS_CREDENTIALS,
            NATS_NKEY,
            NATS_CA,
            NATS_STREAM,
            NATS_STREAM_HOURS,
            NATS_STREAM_MEGABYTES,
            NATS_STREAM_REPLICAS,
            NATS_STREAM_REPEATS_SECONDS,
            PUBLIC_URL,
            ORIGINS,
            TRUSTED_PROXIES,
            TLS_CERT,
            TLS_KEY,
            TLS_KEYSTORE,
            TLS_KEYSTORE_PASSWORD,
            TRANSPORT,
            COMPRESSION,
            BCRYPT_COST,
            REGISTRATION,
            SETUP_TOKEN,
            INVITERS,
            SMTP_HOST,
            SMTP_PORT,
            SMTP_SECURITY,
            SMTP_USER,
            SMTP_PASSWORD,
            SMTP_FROM,
            MESSAGE_BYTES,
            FRAME_BYTES,
            ROOMS_PER_USER,
            CONNECTIONS_PER_USER,
            CONNECTIONS_PER_ADDRESS,
            COMMANDS_PER_SECOND,
            COMMANDS_BURST,
            USER_COMMANDS_PER_SECOND,
            USER_COMMANDS_BURST,
            SIGN_INS_PER_MINUTE,
            RENEWALS_PER_MINUTE,
            READS_PER_SECOND,
            WRITES_PER_SECOND,
            ADMIN_REQUESTS_PER_SECOND,
            ADDRESS_FACTOR,
            FAILED_LOGINS,
            FAILED_LOGINS_PER_ADDRESS,
            AUDIT_DAYS,
            UNAUTHENTICATED_SECONDS,
            REQUEST_SECONDS,
            IDLE_SECONDS,
            PRESENCE_MILLIS,
            PRESENCE_GRACE_SECONDS,
            PRESENCE_LISTED,
            TYPING_SECONDS);

    private static final String OURS = "HUBBUB_";

    private final Map<String, String> given;

    /// @param given what the operator set, by key, files of secrets included
    Settings(Map<String, String> given) {
        this.given = Map.copyOf(SecretFiles.read(given, ALL));
        this.given.keySet().stream()
                .filter(key -> key.startsWith(OURS))
                .sorted()
                .forEach(Settings::requireKnown);
    }

    /// The given value, or the default.
    <T> T of(Setting<T> setting) {
        return setting.read(given.getOrDefault(setting.key(), setting.fallback()));
    }

    /// Empty when nobody set it, or set it to nothing, as a compose file with an unset variable does.
    <T> Optional<T> given(Setting<T> setting) {
        return Optional.ofNullable(given.get(setting.key()))
                .filter(text -> !text.isBlank())
                .map(setting::read);
    }

    /// What was set, as it may be shown to others.
    Map<String, String> shown() {
        Map<String, String> shown = new TreeMap<>();
        ALL.stream().filter(setting -> given(setting).isPresent()).forEach(setting -> {
            String text = setting.secret() ? "***" : given.getOrDefault(setting.key(), "");
            shown.put(setting.key(), text.strip());
        });
        return shown;
    }

    private static void requireKnown(String key) {
        if (ALL.stream().noneMatch(setting -> setting.key().equals(key))) {
            throw new InvalidConfigException(
                    "%s is not a setting of Hubbub. Did you mean %s? docs/configuration.md lists them all."
                            .formatted(key, nearest(key)));
        }
    }

    private static String nearest(String key) {
        return ALL.stream()
                .flatMap(setting -> setting.secret()
                        ? Stream.of(setting.key(), SecretFiles.key(setting))
                        : Stream.of(setting.key()))
                .min(Comparator.comparingInt(known -> EditDistance.between(known, key)))
                .orElseThrow();
    }

    private static Set<String> origins(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(Origins::parse)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String notBlank(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("must not be empty");
        }
        return text;
    }

    private static Path path(String text) {
        try {
            return Path.of(notBlank(text));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is not a path", e);
        }
    }
}
