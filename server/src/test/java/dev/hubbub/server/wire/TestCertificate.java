package dev.hubbub.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A certificate for localhost that signs itself, in every form that the server takes.
public final class TestCertificate {
    static final String PASSWORD = "changeit";
    private static final Base64.Encoder MIME = Base64.getMimeEncoder(64, new byte[] {'\n'});

    public final Path keyStore;
    public final Path certificatePem;
    public final Path keyPem;
    private final Certificate certificate;

    /// @param algorithm of the key: `RSA` or `EC`
    public TestCertificate(Path folder, String algorithm) throws Exception {
        this(folder, algorithm, "dns:localhost,ip:127.0.0.1");
    }

    /// @param names whom it is for
    public TestCertificate(Path folder, String algorithm, String names) throws Exception {
        keyStore = folder.resolve(algorithm + ".p12");
        keytool(algorithm, names);
        KeyStore store = KeyStore.getInstance(keyStore.toFile(), PASSWORD.toCharArray());
        certificate = store.getCertificate("hubbub");
        certificatePem = Files.writeString(
                folder.resolve(algorithm + "-cert.pem"), pem("CERTIFICATE", certificate.getEncoded()));
        keyPem = Files.writeString(
                folder.resolve(algorithm + "-key.pem"),
                pem(
                        "PRIVATE KEY",
                        store.getKey("hubbub", PASSWORD.toCharArray()).getEncoded()));
    }

    private void keytool(String algorithm, String names) throws IOException, InterruptedException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "hubbub",
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=" + names,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keyStore.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, MIME.encodeToString(der));
    }

    /// Of a client that trusts this certificate and no other.
    SSLContext trust() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("hubbub", certificate);
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
