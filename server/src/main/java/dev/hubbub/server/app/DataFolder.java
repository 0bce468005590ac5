package dev.hubbub.server.app;

import dev.hubbub.server.account.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// The folder that holds everything this server keeps on its machine. Its secrets are for its owner's eyes
/// only.
///
/// @param fresh whether it was made just now: the first start
record DataFolder(Path path, boolean fresh) {
    private static final String KEY_FILE = "jwt.key";

    static DataFolder open(Path path) {
        try {
            if (Files.isDirectory(path)) {
                return new DataFolder(path, false);
            }
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.createDirectory(path, only(path, "rwx------"));
            return new DataFolder(path, true);
        } catch (IOException e) {
            throw new InvalidConfigException(
                    "HUBBUB_DATA names %s, which cannot be made (%s). Choose a folder that this user may write to. For example: HUBBUB_DATA=%s"
                            .formatted(path, e, Settings.DATA.example()));
        }
    }

    /// The secret of an earlier start that had nowhere else to keep it.
    Optional<String> keptSecret() {
        Path file = path.resolve(KEY_FILE);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /// The key that signs this server's tokens, made at the first call and kept: another one would end every
    /// login.
    SigningKey signingKey() {
        Path file = path.resolve(KEY_FILE);
        try {
            if (!Files.exists(file)) {
                write(file, SigningKey.randomSecret());
            }
            return SigningKey.ofSecret(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make " + file, e);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigException("%s %s. Delete it to get a new key; everyone must sign in again then."
                    .formatted(file, e.getMessage()));
        }
    }

    private static void write(Path file, String text) throws IOException {
        Path complete = Files.createTempFile(file.toAbsolutePath().getParent(), KEY_FILE, ".new");
        try {
            Files.writeString(complete, text, StandardOpenOption.SYNC);
            // A link, since it fails if another process was faster; a half-written key is never seen.
            Files.createLink(file, complete);
        } catch (FileAlreadyExistsException e) {
            return;
        } finally {
            Files.delete(complete);
        }
    }

    private static FileAttribute<?>[] only(Path path, String permissions) {
        Set<String> views = path.getFileSystem().supportedFileAttributeViews();
        return views.contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
