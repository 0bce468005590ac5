package dev.hubbub.server.rest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collections;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Opens a certificate and its key before anything starts, so that what is wrong with them is told in the
/// operator's words. What it lets pass, the server can serve with.
final class CertificateFiles {
    private static final Pattern KEY = Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*)-----END");

    private CertificateFiles() {}

    /// @throws IllegalArgumentException saying what is wrong and what to do
    static void check(Tls tls) {
        switch (tls) {
            case Tls.Pem(Path certificate, Path key) -> checkPem(certificate, key);
            case Tls.KeyStore store -> checkStore(store);
        }
    }

    private static void checkPem(Path certificateFile, Path keyFile) {
        PublicKey certified = certified(certificateFile);
        Matcher pem = KEY.matcher(read(keyFile));
        if (!pem.find()) {
            throw new IllegalArgumentException(
                    "%s holds no private key in PEM form (-----BEGIN PRIVATE KEY-----)".formatted(keyFile));
        }
        String kind = pem.group(1).strip();
        if (kind.equals("ENCRYPTED")) {
            throw new IllegalArgumentException(
                    "%1$s is encrypted. Decrypt it (openssl pkey -in %1$s -out plain.pem), or use a keystore with a password"
                            .formatted(keyFile));
        }
        // The older forms, RSA and EC, are only read by what serves with them.
        if (kind.isEmpty() && !belongTogether(certified, privateKey(keyFile, pem.group(2), certified.getAlgorithm()))) {
            throw mismatch(certificateFile, keyFile);
        }
    }

    private static PublicKey certified(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            var chain = CertificateFactory.getInstance("X.509").generateCertificates(in);
            return chain.stream()
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "%s holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)".formatted(file)))
                    .getPublicKey();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "%s cannot be read as a certificate in PEM form (%s)".formatted(file, e.getMessage()), e);
        }
    }

    private static PrivateKey privateKey(Path file, String base64, String algorithm) {
        try {
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s is damaged, or is not a key of the kind that the certificate needs (%s)"
                            .formatted(file, algorithm),
                    e);
        }
    }

    private static IllegalArgumentException mismatch(Path certificate, Path key) {
        return new IllegalArgumentException(
                "the key in %s does not belong to the certificate in %s, which must come first in its file"
                        .formatted(key, certificate));
    }

    private static boolean belongTogether(PublicKey certified, PrivateKey key) {
        String algorithm = certified.getAlgorithm().toUpperCase(Locale.ROOT);
        try {
            Signature signature = Signature.getInstance(
                    switch (algorithm) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> certified.getAlgorithm();
                    });
            signature.initSign(key);
            signature.update(certified.getEncoded());
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(certified.getEncoded());
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static void checkStore(Tls.KeyStore tls) {
        char[] password = tls.password().toCharArray();
        try {
            KeyStore store = KeyStore.getInstance(tls.file().toFile(), password);
            for (String alias : Collections.list(store.aliases())) {
                Key key = store.isKeyEntry(alias) ? store.getKey(alias, password) : null;
                if (key instanceof PrivateKey) {
                    return;
                }
            }
            throw new IllegalArgumentException("%s holds no private key with a certificate".formatted(tls.file()));
        } catch (KeyStoreException e) {
            throw new IllegalArgumentException("%s is not a PKCS#12 or JKS file".formatted(tls.file()), e);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "%s does not open with the password that was given, or is damaged".formatted(tls.file()), e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalArgumentException("%s cannot be read".formatted(file), e);
        }
    }
}
