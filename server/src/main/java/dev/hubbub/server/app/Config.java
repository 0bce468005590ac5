package dev.hubbub.server.app;

import dev.hubbub.server.account.SigningKey;
import dev.hubbub.server.cluster.NatsSettings;
import dev.hubbub.server.cluster.StreamSettings;
import dev.hubbub.server.gateway.Transport;
import dev.hubbub.server.presence.PresenceConfig;
import dev.hubbub.server.proxy.Proxies;
import dev.hubbub.server.redis.RedisUrl;
import dev.hubbub.server.rest.Tls;
import dev.hubbub.server.session.Origins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the operator wants, checked as a whole before anything starts.
///
/// @param port 0 for any free one
/// @param nodeName empty for one that is made up
/// @param transport never [Transport#AUTO]: already what that comes down to here
/// @param compression how hard to compress WebSocket messages, from 1 to 9; 0 for not at all
/// @param data the folder for everything that this server keeps on its machine
/// @param database empty for the embedded one
/// @param redis empty for sessions in the database
/// @param nats empty for a node without NATS, which hears of what others did from the database
/// @param stream what JetStream is to keep of what is said, where there is a NATS; empty for nothing
/// @param publicUrl where clients find the server, as an origin; empty on the operator's own machine
/// @param origins whose pages may use this server with their visitors' cookies
/// @param proxies whose word on where a request comes from is believed
/// @param auditKept for how long the audit log is
/// @param shown what the operator set, without the secrets
/// @param signingKey empty for one that is made once and kept: in the operator's database, or else in the data folder
public record Config(
        String host,
        int port,
        Optional<String> nodeName,
        Path data,
        Optional<DatabaseUrl> database,
        int databaseConnections,
        int committers,
        Optional<SigningKey> signingKey,
        Optional<RedisUrl> redis,
        Optional<NatsSettings> nats,
        Optional<StreamSettings> stream,
        Optional<String> publicUrl,
        Origins origins,
        Proxies proxies,
        Optional<Tls> tls,
        Transport transport,
        int compression,
        int bcryptCost,
        AccountConfig accounts,
        Limits limits,
        PresenceConfig presence,
        Duration auditKept,
        Map<String, String> shown) {

    /// From this process's environment and the `.env` file of its working directory.
    public static Config load() {
        return load(System.getenv(), Path.of(".env"));
    }

    /// The environment wins over the file.
    ///
    /// @throws InvalidConfigException saying which key is wrong and what would do
    public static Config load(Map<String, String> environment, Path dotEnv) {
        Map<String, String> given = new HashMap<>(DotEnv.read(dotEnv));
        given.putAll(environment);
        Settings settings = new Settings(given);
        Optional<Tls> tls = tls(settings).map(Config::checked);
        return new Config(
                settings.of(Settings.HOST),
                settings.of(Settings.PORT),
                settings.given(Settings.NODE_NAME),
                settings.of(Settings.DATA),
                settings.given(Settings.DATABASE_URL),
                settings.of(Settings.DATABASE_CONNECTIONS),
                settings.of(Settings.COMMITTERS),
                settings.given(Settings.JWT_SECRET),
                settings.given(Settings.REDIS_URL),
                NatsConfig.from(settings),
                NatsConfig.stream(settings),
                settings.given(Settings.PUBLIC_URL),
                new Origins(tls.isPresent(), settings.given(Settings.ORIGINS).orElse(Set.of())),
                settings.of(Settings.TRUSTED_PROXIES),
                tls,
                transport(settings),
                settings.of(Settings.COMPRESSION),
                settings.of(Settings.BCRYPT_COST),
                AccountConfig.from(settings),
                Limits.from(settings),
                presence(settings),
                Duration.ofDays(settings.of(Settings.AUDIT_DAYS)),
                settings.shown());
    }

    private static PresenceConfig presence(Settings settings) {
        return new PresenceConfig(
                Duration.ofMillis(settings.of(Settings.PRESENCE_MILLIS)),
                Duration.ofSeconds(settings.of(Settings.PRESENCE_GRACE_SECONDS)),
                settings.of(Settings.PRESENCE_LISTED),
                PresenceConfig.defaults().countInterval(),
                PresenceConfig.MOST_PER_SECOND,
                Duration.ofSeconds(settings.of(Settings.TYPING_SECONDS)));
    }

    private static Transport transport(Settings settings) {
        Transport wanted = settings.of(Settings.TRANSPORT);
        try {
            return wanted.choose();
        } catch (IllegalStateException e) {
            throw new InvalidConfigException(
                    "%s=%s does not work on this machine (%s). Leave it unset, and the best that works is taken."
                            .formatted(Settings.TRANSPORT.key(), wanted.key(), e.getMessage()));
        }
    }

    private static Optional<Tls> tls(Settings settings) {
        Optional<Path> certificate = settings.given(Settings.TLS_CERT);
        Optional<Path> key = settings.given(Settings.TLS_KEY);
        Optional<Path> keyStore = settings.given(Settings.TLS_KEYSTORE);
        if (keyStore.isPresent()) {
            if (certificate.isPresent() || key.isPresent()) {
                throw new InvalidConfigException(
                        "HUBBUB_TLS_KEYSTORE cannot be combined with HUBBUB_TLS_CERT and HUBBUB_TLS_KEY. Set one or the others.");
            }
            String password = settings.given(Settings.TLS_KEYSTORE_PASSWORD)
                    .orElseThrow(() -> new InvalidConfigException(
                            "HUBBUB_TLS_KEYSTORE needs HUBBUB_TLS_KEYSTORE_PASSWORD besides."));
            return Optional.of(new Tls.KeyStore(existing(Settings.TLS_KEYSTORE, keyStore.get()), password));
        }
        if (certificate.isPresent() != key.isPresent()) {
            throw new InvalidConfigException(
                    "HUBBUB_TLS_CERT and HUBBUB_TLS_KEY go together: set both, or neither to serve plain HTTP.");
        }
        return certificate.map(chain ->
                new Tls.Pem(existing(Settings.TLS_CERT, chain), existing(Settings.TLS_KEY, key.orElseThrow())));
    }

    private static Tls checked(Tls tls) {
        try {
            tls.check();
            return tls;
        } catch (IllegalArgumentException e) {
            String keys = tls instanceof Tls.Pem
                    ? "HUBBUB_TLS_CERT and HUBBUB_TLS_KEY"
                    : "HUBBUB_TLS_KEYSTORE and HUBBUB_TLS_KEYSTORE_PASSWORD";
            throw new InvalidConfigException("%s cannot be used: %s.".formatted(keys, e.getMessage()));
        }
    }

    private static Path existing(Setting<Path> setting, Path file) {
        if (!Files.isReadable(file)) {
            throw new InvalidConfigException("%s names %s, which does not exist or may not be read. For example: %s=%s"
                    .formatted(setting.key(), file, setting.key(), setting.example()));
        }
        return file;
    }
}
