package dev.hubbub.server.rest;

import java.nio.file.Path;

/// Where the server's certificate and its key are.
public sealed interface Tls {
    /// Opens the files, once, to see whether they are what they should be.
    ///
    /// @throws IllegalArgumentException saying what is wrong and what to do
    default void check() {
        CertificateFiles.check(this);
    }

    /// Two PEM files: the certificate with its chain, and the unencrypted key.
    record Pem(Path certificate, Path key) implements Tls {}

    /// A PKCS#12 or JKS file.
    record KeyStore(Path file, String password) implements Tls {
        /// Never the password.
        @Override
        public String toString() {
            return "KeyStore[file=" + file + "]";
        }
    }
}
