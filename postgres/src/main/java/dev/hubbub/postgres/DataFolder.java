package dev.hubbub.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/// What outlives the server: `pgdata` and the password, side by side in the operator's folder. Both appear under their
/// names only when complete.
record DataFolder(Path folder, Account account) {
    static final String USERNAME = "hubbub";
    private static final String UNFINISHED = "initialising";

    Path data() {
        return folder.resolve("pgdata");
    }

    Path configuration() {
        return folder.resolve("postgres.conf");
    }

    private Path passwordFile() {
        return folder.resolve("postgres.password");
    }

    String password() {
        try {
            return Files.readString(passwordFile()).strip();
        } catch (IOException e) {
            throw new PostgresStartException(
                    "The password of the database in %s cannot be read (%s). Put the file back from a backup."
                            .formatted(data(), e),
                    e);
        }
    }

    /// Makes the database unless there is one, and refuses one that these binaries cannot open. Returns the password.
    String prepare(Binaries binaries, Launcher launcher, PostgresSettings settings) throws IOException {
        sweep();
        if (Files.exists(data())) {
            requireVersion();
            account.requireOwned(data());
        } else {
            settings.progress().accept("Initialising a new database in " + data());
            initialise(binaries, launcher);
        }
        // Beside pgdata, not in it: root must not write where another user could have put a symbolic link.
        Files.writeString(configuration(), Configuration.file(settings.parameters()));
        Files.setPosixFilePermissions(configuration(), PosixFilePermissions.fromString("rw-r--r--"));
        return password();
    }

    private void requireVersion() throws IOException {
        var file = data().resolve("PG_VERSION");
        if (!Files.exists(file)) {
            throw new PostgresStartException(
                    "%s is not a PostgreSQL database (it has no PG_VERSION). Move it away, or choose another data folder."
                            .formatted(data()));
        }
        var found = Files.readString(file).strip();
        if (!found.equals(Binaries.majorVersion())) {
            throw new PostgresStartException(
                    ("%s was made by PostgreSQL %s, and this is PostgreSQL %s, which cannot open it. Either go back to the"
                                    + " release that ran it, or dump it with PostgreSQL %s (pg_dump) and restore it into a new"
                                    + " folder, or convert it with pg_upgrade, or move it away to start empty.")
                            .formatted(data(), found, Binaries.VERSION, found));
        }
    }

    private void initialise(Binaries binaries, Launcher launcher) throws IOException {
        if (!Files.exists(passwordFile())) {
            writePassword();
        }
        var workshop = Files.createTempDirectory(folder, UNFINISHED);
        Files.setPosixFilePermissions(workshop, PosixFilePermissions.fromString("rwx--x--x"));
        var passwordCopy = workshop.resolve("password");
        Account.writeSecret(passwordCopy, password());
        account.own(passwordCopy);
        var made = Files.createDirectory(workshop.resolve("pgdata"));
        account.own(made);
        var outcome = launcher.command(initdb(binaries, made, passwordCopy)).run(workshop);
        if (!outcome.succeeded()) {
            throw new PostgresStartException("PostgreSQL could not make a database in %s. Its initdb says:\n%s"
                    .formatted(folder, outcome.output()));
        }
        Files.move(made, data(), StandardCopyOption.ATOMIC_MOVE);
        Trees.delete(workshop);
    }

    private static List<String> initdb(Binaries binaries, Path target, Path passwordFile) {
        var mac = System.getProperty("os.name").startsWith("Mac");
        return List.of(
                binaries.initdb().toString(),
                "--pgdata=" + target,
                "--username=" + USERNAME,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                // A flipped bit on the disk is then an error in the log, not another's words in a message.
                "--data-checksums",
                "--encoding=UTF8",
                // Orders and folds text by rules inside PostgreSQL, so that indexes survive an upgrade of the system's
                // libc.
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                // Full-text search still asks libc what a letter is; with C it would know no umlauts.
                "--lc-ctype=" + (mac ? "UTF-8" : "C.UTF-8"),
                "--no-instructions");
    }

    private void writePassword() throws IOException {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        var unfinished = folder.resolve("postgres.password.new");
        Files.deleteIfExists(unfinished);
        Account.writeSecret(unfinished, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n");
        Files.move(unfinished, passwordFile(), StandardCopyOption.ATOMIC_MOVE);
    }

    /// Removes what an initdb that was killed left behind, once it has ended: it was told to when its caller died.
    private void sweep() throws IOException {
        try (var left = Files.newDirectoryStream(folder, UNFINISHED + "*")) {
            for (var path : left) {
                if (!Waiting.until(() -> Trees.deleted(path), Duration.ofSeconds(10))) {
                    throw new PostgresStartException(
                            "%s, left over from a start that was cut off, cannot be deleted. Delete it by hand."
                                    .formatted(path));
                }
            }
        }
    }
}
