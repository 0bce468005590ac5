package dev.hubbub.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.server.cluster.ClusterBus.State;
import dev.hubbub.server.wire.TestCertificate;
import io.nats.client.NKey;
import io.nats.client.support.JwtUtils;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class NatsLoginTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private Path folder;

    private static void comesIn(TestNats nats, NatsLogin login) {
        comesIn(nats, new NatsSettings(NatsSettings.parse(nats.url()), login, Optional.empty()));
    }

    private static void comesIn(TestNats nats, NatsSettings settings) {
        try (nats;
                NatsBus bus = NatsBus.start(settings)) {
            await().until(() -> bus.state() == State.CONNECTED);
        }
    }

    private static int refusals(TestNats nats) {
        return nats.log().split("authentication error", -1).length - 1;
    }

    @Test
    void byToken() {
        comesIn(TestNats.start("--auth", "open-sesame"), new NatsLogin.Token("open-sesame"));
    }

    @Test
    void byUserAndPassword() {
        comesIn(TestNats.start("--user", "hubbub", "--pass", "s@cret"), new NatsLogin.Password("hubbub", "s@cret"));
    }

    @Test
    void byUserAndPasswordInTheAddress() {
        TestNats nats = TestNats.start("--user", "hubbub", "--pass", "secret");
        comesIn(nats, NatsSettings.at(nats.url().replace("//", "//hubbub:secret@")));
    }

    @Test
    void byTheSeedOfAKey() throws Exception {
        NKey key = NKey.createUser(RANDOM);
        String known = "authorization { users: [ { nkey: %s } ] }".formatted(new String(key.getPublicKey()));
        Path seed = Files.writeString(folder.resolve("seed"), "# ours\n" + new String(key.getSeed()) + "\n");
        comesIn(TestNats.start("-c", file("nkey.conf", known)), new NatsLogin.Seed(seed));
    }

    @Test
    void byAFileOfCredentials() throws Exception {
        NKey operator = NKey.createOperator(RANDOM);
        NKey account = NKey.createAccount(RANDOM);
        NKey system = NKey.createAccount(RANDOM);
        NKey user = NKey.createUser(RANDOM);
        String systemId = new String(system.getPublicKey());
        String id = new String(account.getPublicKey());
        String jwt = JwtUtils.issueUserJWT(account, id, new String(user.getPublicKey()));
        String both = JwtUtils.NATS_USER_JWT_FORMAT.formatted(jwt, new String(user.getSeed()));
        Path credentials = Files.writeString(folder.resolve("hubbub.creds"), both);
        String known =
                "trusted_keys: [%s]%nsystem_account: %s%nresolver: MEMORY%nresolver_preload: { %s: %s, %s: %s }%n"
                        .formatted(
                                new String(operator.getPublicKey()),
                                systemId,
                                systemId,
                                accountJwt(operator, systemId),
                                id,
                                accountJwt(operator, id));
        comesIn(TestNats.start("-c", file("jwt.conf", known)), new NatsLogin.Credentials(credentials));
    }

    private static String accountJwt(NKey operator, String account) throws Exception {
        String limits =
                "{\"subs\":-1,\"data\":-1,\"payload\":-1,\"imports\":-1,\"exports\":-1,\"wildcards\":true,\"conn\":-1,\"leaf\":-1}";
        String claims = "{\"jti\":\"1\",\"iat\":1,\"iss\":\"%s\",\"sub\":\"%s\",\"name\":\"hubbub\","
                        .formatted(new String(operator.getPublicKey()), account)
                + "\"nats\":{\"limits\":" + limits + ",\"type\":\"account\",\"version\":2}}";
        String signed = base64("{\"typ\":\"JWT\",\"alg\":\"ed25519-nkey\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.getBytes(StandardCharsets.UTF_8));
        return signed + "." + base64(operator.sign(signed.getBytes(StandardCharsets.UTF_8)));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private String file(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void whoIsRefusedTriesAgainWithoutEndAndGetsInOnceHeMay() {
        try (TestNats nats = TestNats.start("--auth", "other");
                NatsBus bus = NatsBus.start(new NatsSettings(
                        NatsSettings.parse(nats.url()), new NatsLogin.Token("ours"), Optional.empty()))) {
            // Beyond the second the client library gives up by itself.
            await().until(() -> refusals(nats) >= 4);
            assertThat(bus.state()).isEqualTo(State.AWAY);
            nats.kill();
            nats.with("--auth", "ours").run();
            await().until(() -> bus.state() == State.CONNECTED);
            nats.kill();
            nats.with("--auth", "other").run();
            await().until(() -> refusals(nats) >= 4);
            nats.kill();
            nats.with("--auth", "ours").run();
            await().until(() -> bus.state() == State.CONNECTED);
        }
    }

    private static TestNats secured(TestCertificate certificate) {
        return TestNats.start(
                "--tls", "--tlscert", certificate.certificatePem.toString(), "--tlskey", certificate.keyPem.toString());
    }

    private static NatsSettings tls(TestNats nats, String host, TestCertificate authority) {
        return new NatsSettings(
                List.of(URI.create("tls://%s:%d".formatted(host, nats.port()))),
                new NatsLogin.Open(),
                Optional.of(authority.certificatePem));
    }

    @Test
    void aServerWhoseCertificateAnOwnAuthoritySignedIsTrusted() throws Exception {
        TestCertificate certificate = new TestCertificate(folder, "EC");
        TestNats nats = secured(certificate);
        comesIn(nats, tls(nats, "localhost", certificate));
    }

    @Test
    void aServerOfAnotherAuthorityIsNotTrusted() throws Exception {
        TestCertificate other = new TestCertificate(folder, "RSA");
        try (TestNats nats = secured(new TestCertificate(folder, "EC"));
                NatsBus bus = NatsBus.start(tls(nats, "localhost", other))) {
            await().until(() -> nats.log().contains("remote error: tls"));
            assertThat(bus.state()).isEqualTo(State.AWAY);
        }
    }

    @Test
    void aCertificateForAnotherHostIsNotTrusted() throws Exception {
        TestCertificate certificate = new TestCertificate(folder, "EC", "dns:chat.example.org");
        try (TestNats nats = secured(certificate);
                NatsBus bus = NatsBus.start(tls(nats, "localhost", certificate))) {
            await().until(() -> nats.log().contains("remote error: tls"));
            assertThat(bus.state()).isEqualTo(State.AWAY);
        }
    }
}
