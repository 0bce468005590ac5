package dev.hubbub.server.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How a node proves to NATS that it may come in. None of these ever shows its secret.
public sealed interface NatsLogin {

    /// The server asks for nothing, or what it asks for stands in its address.
    record Open() implements NatsLogin {}

    record Token(String token) implements NatsLogin {
        @Override
        public String toString() {
            return "Token[***]";
        }
    }

    record Password(String user, String password) implements NatsLogin {
        @Override
        public String toString() {
            return "Password[%s, ***]".formatted(user);
        }
    }

    /// @param file with a JWT and the seed of its key, as `nsc` writes it
    record Credentials(Path file) implements NatsLogin {
        private static final String JWT = "BEGIN NATS USER JWT";

        /// @throws IllegalArgumentException saying what is wrong with the file
        public Credentials {
            try {
                if (!Files.readString(file).contains(JWT)) {
                    throw new IllegalArgumentException("holds no NATS credentials; it has a part BEGIN NATS USER JWT");
                }
            } catch (IOException e) {
                throw new IllegalArgumentException("cannot be read as text", e);
            }
        }
    }

    /// @param file with the seed of a user's key, which begins with `SU`
    record Seed(Path file) implements NatsLogin {
        /// @throws IllegalArgumentException saying what is wrong with the file
        public Seed {
            try {
                NatsOptions.seed(file).clear();
            } catch (IOException e) {
                throw new IllegalArgumentException("cannot be read as text", e);
            }
        }
    }
}
