package dev.hubbub.server.cluster;

import io.nats.client.AuthHandler;
import io.nats.client.NKey;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Options.HostnameResolveMode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// What the settings mean to the client library.
final class NatsOptions {
    static final Duration CONNECT = Duration.ofSeconds(2);
    private static final long FIRST_PAUSE = 100;
    private static final long LAST_PAUSE = 2_000;
    private static final int DOUBLINGS = 5;
    private static final Duration PING = Duration.ofSeconds(2);
    /// The library's queue behind [Outbox], which alone may wait for room in it.
    private static final int QUEUED = 1_024;

    private NatsOptions() {}

    /// Reads the files that the settings name.
    static Options.Builder of(NatsSettings settings) throws IOException {
        Options.Builder options = new Options.Builder()
                .servers(settings.urls().stream().map(URI::toString).toArray(String[]::new))
                .connectionName("hubbub")
                .connectionTimeout(CONNECT)
                .maxReconnects(-1)
                .reconnectDelayHandler(NatsOptions::pause)
                // Or a connection that a cut cable or a stopped server left hanging looks alive for minutes.
                .pingInterval(PING)
                .maxPingsOut(2)
                .socketWriteTimeout(Duration.ofSeconds(5))
                .maxMessagesInOutgoingQueue(QUEUED)
                // Tries all addresses of a name, and keeps the name for its certificate.
                .hostnameResolveMode(HostnameResolveMode.HappyEyeballs);
        if (settings.encrypted()) {
            options.sslContext(NatsTrust.context(settings.authority()))
                    // Those that a NATS cluster tells of by itself are bare addresses, which no certificate names.
                    .ignoreDiscoveredServers();
        }
        return login(options, settings.login());
    }

    private static Options.Builder login(Options.Builder options, NatsLogin login) throws IOException {
        return switch (login) {
            case NatsLogin.Open() -> options;
            case NatsLogin.Token(String token) -> options.token(token.toCharArray());
            case NatsLogin.Password(String user, String password) ->
                options.userInfo(user.toCharArray(), password.toCharArray());
            case NatsLogin.Credentials(Path file) -> options.authHandler(Nats.credentials(file.toString()));
            case NatsLogin.Seed(Path file) -> options.authHandler(new SeedLogin(seed(file)));
        };
    }

    /// Longer from try to try, and never the same for all nodes, or they would come back as a storm.
    static Duration pause(long tries) {
        long longest = Math.min(LAST_PAUSE, FIRST_PAUSE << Math.min(tries, DOUBLINGS));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
    }

    /// @throws IllegalArgumentException if it is not the seed of a user's key
    static NKey seed(Path file) throws IOException {
        String text = Files.readString(file)
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("SU"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("holds no seed of a user's key; it begins with SU"));
        return NKey.fromSeed(text.toCharArray());
    }

    /// Signs what the server asks to have signed; there is no JWT.
    private record SeedLogin(NKey key) implements AuthHandler {
        @Override
        public byte[] sign(byte[] nonce) {
            try {
                return key.sign(nonce);
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public char[] getID() {
            try {
                return key.getPublicKey();
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public char @Nullable [] getJWT() {
            return null;
        }

        @Override
        public String toString() {
            return "SeedLogin[***]";
        }
    }
}
