package dev.hubbub.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/// What outlives the server: `pgdata` and the passwords, side by side in the operator's folder. They appear under their
/// names only when complete.
record DataFolder(Path folder, Account account) {
    private static final String SUPERUSER = "hubbub";
    private static final String UNFINISHED = "initialising";

    Path data() {
        return folder.resolve("pgdata");
    }

    Path configuration() {
        return folder.resolve("postgres.conf");
    }

    /// The superuser's, for the operator.
    private PasswordFile password() {
        return new PasswordFile(folder.resolve("postgres.password"));
    }

    /// The one that the server connects with.
    private PasswordFile ownerPassword() {
        return new PasswordFile(folder.resolve("postgres.owner.password"));
    }

    /// Makes the database unless there is one, and refuses one that these binaries cannot open. Returns the password
    /// of [OwnerRole].
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
        if (!ownerPassword().exists()) {
            makeOwner(binaries, launcher);
        }
        return ownerPassword().read();
    }

    private void makeOwner(Binaries binaries, Launcher launcher) throws IOException {
        // One that was killed may still be at work on an older folder.
        Leftovers.in(data()).clear();
        var password = PasswordFile.generate();
        OwnerRole.make(binaries, launcher, data(), password);
        ownerPassword().write(password);
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
        if (!password().exists()) {
            password().write(PasswordFile.generate());
        }
        var workshop = Files.createTempDirectory(folder, UNFINISHED);
        Files.setPosixFilePermissions(workshop, PosixFilePermissions.fromString("rwx--x--x"));
        var passwordCopy = workshop.resolve("password");
        Account.writeSecret(passwordCopy, password().read());
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
                "--username=" + SUPERUSER,
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
