package dev.hubbub.cli.chat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;

/// The login kept for one server between runs: a file that only its user may read. Confined to whoever logs in.
final class KeptLogin {
    private static final FileAttribute<?>[] NONE = {};
    private final Path file;

    KeptLogin(Path folder, URI server) {
        String name = server.getScheme() + "-" + server.getAuthority();
        file = folder.resolve("login-" + name.replaceAll("[^A-Za-z0-9.-]", "_") + ".properties");
    }

    record Entry(String username, String refreshToken) {
        /// Never the token.
        @Override
        public String toString() {
            return "Entry[username=" + username + "]";
        }
    }

    Optional<Entry> read() {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
        String username = properties.getProperty("username");
        String token = properties.getProperty("refreshToken");
        return username == null || token == null ? Optional.empty() : Optional.of(new Entry(username, token));
    }

    /// In one step, so that a second client never reads half a file.
    void write(Entry entry) throws IOException {
        Files.createDirectories(file.getParent(), only("rwx------"));
        Path draft = Files.createTempFile(file.getParent(), "login", ".tmp", only("rw-------"));
        Properties properties = new Properties();
        properties.setProperty("username", entry.username());
        properties.setProperty("refreshToken", entry.refreshToken());
        try (OutputStream out = Files.newOutputStream(draft)) {
            properties.store(out, "Whoever holds this token is logged in as you. hubbub chat --logout forgets it.");
        }
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    void forget() throws IOException {
        Files.deleteIfExists(file);
    }

    private static FileAttribute<?>[] only(String permissions) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : NONE;
    }
}
