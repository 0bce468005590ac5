package dev.hubbub.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;

/// A generated password that outlives the server, in a file for its owner's eyes only.
record PasswordFile(Path file) {

    boolean exists() {
        return Files.exists(file);
    }

    String read() {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new PostgresStartException(
                    "The password in %s cannot be read (%s). Put the file back from a backup.".formatted(file, e), e);
        }
    }

    /// Appears under its name only when complete.
    void write(String password) throws IOException {
        var unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        Account.writeSecret(unfinished, password + "\n");
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    static String generate() {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
