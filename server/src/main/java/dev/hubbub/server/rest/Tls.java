package dev.hubbub.server.rest;

import java.nio.file.Path;

/// Where the server's certificate and its key are.
public sealed interface Tls {

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
