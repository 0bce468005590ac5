package dev.hubbub.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's programs, unpacked from the class path into a folder per version.
/// The folder appears under its name only when complete, so that a kill in the middle costs nothing but time.
record Binaries(Path home) {
    private static final Object ONE_AT_A_TIME = new Object();

    /// The version in the class path, such as `18.6`.
    static final String VERSION = version();

    static String majorVersion() {
        return VERSION.substring(0, VERSION.indexOf('.'));
    }

    Path postgres() {
        return home.resolve("bin/postgres");
    }

    Path initdb() {
        return home.resolve("bin/initdb");
    }

    /// Unpacks into `parent/pgsql-<version>` unless it is there.
    static Binaries unpackedIn(Path parent, PostgresSettings settings) {
        var home = parent.resolve("pgsql-" + VERSION);
        try {
            if (!Files.isDirectory(home)) {
                unpack(parent, home, settings);
            }
        } catch (IOException e) {
            throw new PostgresStartException(
                    "PostgreSQL could not be unpacked into %s (%s). It needs about 80 MB there and the right to write."
                            .formatted(home, e),
                    e);
        }
        return new Binaries(home);
    }

    private static void unpack(Path parent, Path home, PostgresSettings settings) throws IOException {
        Trees.createReadable(parent);
        // A file lock is the process's: among threads it would throw rather than wait.
        synchronized (ONE_AT_A_TIME) {
            try (var channel = FileChannel.open(
                            parent.resolve("unpack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                if (Files.isDirectory(home)) {
                    return;
                }
                settings.progress().accept("Unpacking PostgreSQL " + VERSION + " (first start) into " + home);
                var unfinished = parent.resolve("unpacking");
                Trees.delete(unfinished);
                try (var archive = archive()) {
                    unpack(archive, unfinished);
                }
                // Or a power cut soon after leaves the folder under its final name with empty files in it.
                Trees.force(unfinished);
                Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private static void unpack(InputStream archive, Path target) throws IOException {
        Trees.createReadable(target);
        var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive, 1 << 16)));
        for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            var path = target.resolve(entry.getName()).normalize();
            if (!path.startsWith(target)) {
                throw new IOException("The archive names a path outside of its folder: " + entry.getName());
            }
            if (needed(entry)) {
                write(tar, entry, path);
            }
        }
    }

    private static boolean needed(TarArchiveEntry entry) {
        // Static libraries are for linking other programs against PostgreSQL: 8 MB that nothing here reads.
        return !entry.getName().endsWith(".a");
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Trees.createReadable(path);
            return;
        }
        Trees.createReadable(path.resolveSibling(""));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        // Set apart from creation, or a strict umask of root hides the programs from the user who runs them.
        var mode = (entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--";
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static InputStream archive() {
        var name = "/postgres-" + platform() + ".txz";
        var stream = Binaries.class.getResourceAsStream(name);
        if (stream == null) {
            throw new PostgresStartException(
                    "This build holds no PostgreSQL for this machine (%s is missing from it). ".formatted(name)
                            + "Set DATABASE_URL to a PostgreSQL of your own, or build with -Ppostgres-alpine or -Ppostgres-darwin.");
        }
        return stream;
    }

    private static String platform() {
        var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var arch = switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            case String other -> other;
        };
        if (os.startsWith("mac")) {
            return "darwin-" + arch;
        }
        var musl = Files.exists(Path.of("/etc/alpine-release"), LinkOption.NOFOLLOW_LINKS);
        return os + "-" + arch + (musl ? "-alpine_linux" : "");
    }

    private static String version() {
        var properties = new Properties();
        try (var stream = Binaries.class.getResourceAsStream("version.properties")) {
            properties.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // The artifact is 18.6.0, PostgreSQL itself 18.6.
        return properties.getProperty("postgres").replaceFirst("\\.\\d+$", "");
    }
}
