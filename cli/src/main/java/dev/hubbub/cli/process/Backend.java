package dev.hubbub.cli.process;

import dev.hubbub.postgres.EmbeddedPostgres;
import dev.hubbub.postgres.PostgresSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What the nodes of a cluster share on one machine: PostgreSQL, run by this process, and if wanted NATS and
/// Redis. Used by one thread at a time.
public final class Backend implements AutoCloseable {
    private final EmbeddedPostgres postgres;
    private final List<Daemon> daemons = new ArrayList<>();

    private Backend(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /// What is wanted, with the programs that run it.
    ///
    /// @param nats empty for none
    /// @param redis empty for none
    /// @param output of the two
    public record Wanted(Optional<Path> nats, Optional<Path> redis, ProcessBuilder.Redirect output) {}

    /// Returns when all of it takes connections.
    ///
    /// @param folder for its data, kept from run to run
    public static Backend start(Path folder, Wanted wanted, Consumer<String> progress)
            throws IOException, InterruptedException {
        PostgresSettings settings = PostgresSettings.defaults().withProgress(progress);
        Backend backend = new Backend(EmbeddedPostgres.start(folder, settings));
        try {
            if (wanted.nats().isPresent()) {
                backend.daemons.add(Daemon.nats(
                        wanted.nats().get(),
                        folder.resolve("nats"),
                        Programs.freePort(),
                        Programs.freePort(),
                        wanted.output()));
            }
            if (wanted.redis().isPresent()) {
                backend.daemons.add(Daemon.redis(
                        wanted.redis().get(), folder.resolve("redis"), Programs.freePort(), wanted.output()));
            }
            return backend;
        } catch (IOException | InterruptedException | RuntimeException e) {
            backend.close();
            throw e;
        }
    }

    public List<Daemon> daemons() {
        return List.copyOf(daemons);
    }

    public Optional<Daemon> nats() {
        return daemon("nats");
    }

    private Optional<Daemon> daemon(String name) {
        return daemons.stream().filter(daemon -> daemon.name().equals(name)).findFirst();
    }

    public EmbeddedPostgres postgres() {
        return postgres;
    }

    /// What leads a node here.
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put(
                "DATABASE_URL",
                "%s&user=%s&password=%s".formatted(postgres.jdbcUrl(), postgres.username(), postgres.password()));
        daemon("nats").ifPresent(nats -> environment.put("NATS_URL", "nats://127.0.0.1:" + nats.port()));
        daemon("redis").ifPresent(redis -> environment.put("REDIS_URL", "redis://127.0.0.1:" + redis.port()));
        return environment;
    }

    /// After the nodes have ended.
    @Override
    public void close() {
        daemons.forEach(Daemon::close);
        postgres.close();
    }
}
