package dev.hubbub.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.server.app.Config;
import dev.hubbub.server.app.InvalidConfigException;
import dev.hubbub.server.rest.TestSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class TlsTest {
    @TempDir
    private static Path folder = Path.of("");

    @Test
    void aPemPairServesHttpsAndWss() throws Exception {
        TestCertificate certificate = certificate("served-pem", "EC");
        serves(pem(certificate.certificatePem, certificate.keyPem), certificate, "nio");
    }

    @Test
    void aKeystoreServesHttpsAndWss() throws Exception {
        TestCertificate certificate = certificate("served-store", "RSA");
        serves(store(certificate.keyStore, TestCertificate.PASSWORD), certificate, "auto");
    }

    private static void serves(Map<String, String> tls, TestCertificate certificate, String transport)
            throws Exception {
        Map<String, String> settings = new java.util.HashMap<>(tls);
        settings.put("HUBBUB_TRANSPORT", transport);
        try (WireServer server = WireServer.start(settings, certificate.trust())) {
            assertThat(server.url()).startsWith("https://");
            var request = HttpRequest.newBuilder(URI.create(server.url() + "/health/live"));
            assertThat(server.http()
                            .send(request.build(), BodyHandlers.ofString())
                            .headers()
                            .allValues("Strict-Transport-Security"))
                    .containsExactly("max-age=31536000");
            String token = server.register("ana");
            assertThat(token).isNotEmpty();
            TestSocket ana = TestSocket.hello(server.http(), server.url(), token);
            ana.sayAsIs("{\"type\":");
            ana.close();
            ana.awaitsClose(WebSocket.NORMAL_CLOSURE);
        }
    }

    @Test
    void aWrongPasswordIsExplained() throws Exception {
        TestCertificate certificate = certificate("password", "EC");
        refused(store(certificate.keyStore, "geheim"), "does not open with the password that was given");
    }

    @Test
    void aKeyOfAnotherCertificateIsExplained() throws Exception {
        TestCertificate one = certificate("one", "EC");
        TestCertificate two = certificate("two", "EC");
        TestCertificate rsa = certificate("rsa", "RSA");
        refused(pem(one.certificatePem, two.keyPem), "does not belong to the certificate in");
        refused(pem(one.certificatePem, rsa.keyPem), "is not a key of the kind that the certificate needs (EC)");
    }

    @Test
    void filesThatAreMixedUpOrMissingAreExplained() throws Exception {
        TestCertificate it = certificate("it", "EC");
        Path nothing = Files.writeString(folder.resolve("nothing.pem"), "nothing");
        refused(pem(it.keyPem, it.keyPem), "cannot be read as a certificate in PEM form");
        refused(pem(it.certificatePem, it.certificatePem), "holds no private key in PEM form");
        refused(pem(nothing, it.keyPem), "nothing.pem");
        refused(pem(it.certificatePem, folder.resolve("absent.pem")), "absent.pem, which does not exist");
        refused(store(it.keyPem, "x"), "is not a PKCS#12 or JKS file");
        Path encrypted = Files.writeString(
                folder.resolve("locked.pem"),
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
        refused(pem(it.certificatePem, encrypted), "is encrypted. Decrypt it (openssl pkey");
    }

    private static TestCertificate certificate(String name, String algorithm) throws Exception {
        return new TestCertificate(Files.createDirectory(folder.resolve(name)), algorithm);
    }

    private static void refused(Map<String, String> settings, String why) {
        assertThatThrownBy(() -> Config.load(settings, folder.resolve(".env")))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("HUBBUB_TLS_")
                .hasMessageContaining(why)
                .hasMessageNotContaining("geheim");
    }

    private static Map<String, String> pem(Path certificate, Path key) {
        return Map.of("HUBBUB_TLS_CERT", certificate.toString(), "HUBBUB_TLS_KEY", key.toString());
    }

    private static Map<String, String> store(Path file, String password) {
        return Map.of("HUBBUB_TLS_KEYSTORE", file.toString(), "HUBBUB_TLS_KEYSTORE_PASSWORD", password);
    }
}
