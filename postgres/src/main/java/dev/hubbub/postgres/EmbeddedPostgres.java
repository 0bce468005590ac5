package dev.hubbub.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;

/// A PostgreSQL server of our own, which needs nothing installed and keeps everything below one folder:
///
/// ```
/// pgsql-18.6/              the programs, unpacked at the first start (elsewhere if withBinaries says so)
/// pgdata/                  the database
/// postgres.conf            our settings, written anew at each start
/// postgres.local.conf      the operator's, if there is one: it wins
/// postgres.password        of the superuser `hubbub`, for the operator; readable by its owner only
/// postgres.owner.password  of the role that the server works as; likewise
/// postgres.log             the server's log, with postgres.log.1 before it
/// postgres.lock            names the process that runs the server
/// ```
///
/// The promises of a database in production hold: `fsync` and data checksums are on, passwords are needed (scram), it
/// listens on 127.0.0.1 only, a crashed server is restarted on the same port, and it ends with this process however
/// that ends. Started by root, PostgreSQL runs as the user `postgres` or `nobody`.
///
/// In tests, where one server serves many classes and each class makes a database of its own (`CREATE DATABASE`, then
/// [#jdbcUrl(String)]):
///
/// ```java
/// var postgres = EmbeddedPostgres.start(Files.createTempDirectory("hubbub"), PostgresSettings.forTests());
/// ```
///
/// Safe for use by many threads.
public final class EmbeddedPostgres implements AutoCloseable {
    private final FolderLock lock;
    private final Supervisor supervisor;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedPostgres(FolderLock lock, Supervisor supervisor) {
        this.lock = lock;
        this.supervisor = supervisor;
    }

    /// Returns when the server takes connections: after half a second, or some seconds at the first start in a folder,
    /// or
    /// as long as the recovery after a crash takes.
    ///
    /// @throws PostgresStartException if it cannot; the message says what to do
    public static EmbeddedPostgres start(Path folder, PostgresSettings settings) {
        return start(folder, settings, Port::free);
    }

    /// @param ports suggests one port after the other until one is free
    static EmbeddedPostgres start(Path folder, PostgresSettings settings, IntSupplier ports) {
        var place = open(folder);
        var lock = FolderLock.acquire(place);
        try {
            var account = Account.choose();
            account.enter(place);
            var shared = settings.binaries();
            var binaries = Binaries.unpackedIn(
                    shared == null ? place : shared.toAbsolutePath().normalize(), settings);
            account.requireTrusted(binaries.home());
            account.enter(binaries.home());
            var data = new DataFolder(place, account);
            var launcher = Launcher.choose(account);
            var supervisor = Supervisor.start(
                    new Supervisor.Server(binaries, data, launcher, ServerLog.in(place), settings, ports));
            return new EmbeddedPostgres(lock, supervisor);
        } catch (IOException e) {
            lock.close();
            throw new PostgresStartException("PostgreSQL could not be started in %s: %s".formatted(place, e), e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /// The folder's one true path: the lock and the search for left-over processes compare paths.
    private static Path open(Path folder) {
        try {
            Files.createDirectories(folder);
            return folder.toRealPath();
        } catch (IOException e) {
            throw new PostgresStartException(
                    "The folder %s for the database cannot be made (%s). Choose another, or allow it."
                            .formatted(folder, e),
                    e);
        }
    }

    /// The address of the database `postgres`, without credentials. It stays the same through restarts. Add timeouts
    /// and
    /// other properties with `&`.
    public String jdbcUrl() {
        return jdbcUrl("postgres");
    }

    /// The address of another database of this server.
    public String jdbcUrl(String database) {
        // Neither encryption is on, and asking the server for it costs a round trip per connection each.
        return "jdbc:postgresql://127.0.0.1:%d/%s?sslmode=disable&gssEncMode=disable&tcpKeepAlive=true&connectTimeout=10"
                .formatted(port(), database);
    }

    /// The owner of the database. It may make more of them, but is no superuser: no statement of its reaches files.
    public String username() {
        return OwnerRole.NAME;
    }

    public String password() {
        return supervisor.password();
    }

    /// Of the server's first process, the postmaster; another one after a restart.
    public long pid() {
        return supervisor.pid();
    }

    public int port() {
        return supervisor.port();
    }

    /// How often it was restarted after a crash.
    public int restarts() {
        return supervisor.restarts();
    }

    /// Ends all sessions, shuts the server down and waits for that, half a minute at most before it becomes less
    /// gentle.
    /// Close connection pools first, or they will see their connections break.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            supervisor.close();
            lock.close();
        }
    }
}
