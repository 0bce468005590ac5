package dev.hubbub.server.app;

import dev.hubbub.server.account.PasswordHasher;
import dev.hubbub.server.account.RoomAdministration;
import dev.hubbub.server.account.SigningKey;
import dev.hubbub.server.cluster.Work;
import dev.hubbub.server.command.RoomView;
import dev.hubbub.server.db.Database;
import dev.hubbub.server.db.Directory;
import dev.hubbub.server.db.RoomTable;
import dev.hubbub.server.db.Snapshots;
import dev.hubbub.server.rest.HttpServer;
import dev.hubbub.server.rest.RestLimits;
import dev.hubbub.server.status.HealthPart;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One running server. Built from the ground up: storage, then delivery, then the edges; closed from the top
/// down, so that nothing is called that has closed already.
public final class Hubbub implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Hubbub.class);

    private final Parts parts;
    private final HttpServer http;
    private final Config config;
    private final ClusterParts cluster;
    private final Delivery delivery;
    private final StartTime startTime;
    private final Optional<String> setupToken;

    private Hubbub(
            Config config,
            Parts parts,
            ClusterParts cluster,
            Delivery delivery,
            HttpServer http,
            StartTime startTime,
            Optional<String> setupToken) {
        this.startTime = startTime;
        this.setupToken = setupToken;
        this.cluster = cluster;
        this.delivery = delivery;
        this.config = config;
        this.parts = parts;
        this.http = http;
    }

    /// Returns once clients can connect. Takes some seconds the first time, when it makes the database.
    ///
    /// @throws RuntimeException whose message tells the operator what to do
    public static Hubbub start(Config config) {
        Parts parts = new Parts();
        try {
            return start(config, parts);
        } catch (RuntimeException e) {
            parts.closeAfter(e);
            throw e;
        }
    }

    private static Hubbub start(Config config, Parts parts) {
        DataFolder folder = DataFolder.open(config.data());
        if (folder.fresh()) {
            LOG.info("First start: making everything in {}", folder.path().toAbsolutePath());
        }
        // PostgreSQL's start is mostly waiting for another process; this one has work to do meanwhile.
        EarlyHttp early = parts.add(EarlyHttp.begin(config));
        LOG.info("Network transport: {}", config.transport().key());
        InstantSource clock = Clock.systemUTC();
        Metrics metrics = parts.add(new Metrics());
        Storage storage = parts.add(Storage.open(config, folder, metrics.registry()));
        SigningKey key = Keys.of(config, folder, storage.database());
        ClusterParts cluster = parts.add(ClusterParts.start(config, storage.database(), key));
        LOG.info("This is node {}", cluster.nodes().self().name());
        AuditParts audit = parts.add(AuditParts.start(config, storage.database(), metrics, clock));
        SignIns signIns = parts.add(SignIns.start(storage, key, audit.trail(), clock));
        ApiTokenParts apiTokens = parts.add(ApiTokenParts.start(storage.database(), signIns, audit.trail(), clock));
        FactorParts factors = parts.add(FactorParts.start(storage.database(), key, signIns, audit.trail(), clock));
        PasswordHasher hasher = parts.add(new PasswordHasher(config.bcryptCost()));
        metrics.watch(hasher);
        Delivery delivery = parts.add(
                Delivery.start(config, storage, cluster, signIns, apiTokens.bearers(), hasher, audit.audit(), metrics));
        AccountParts accounts = parts.add(AccountParts.start(
                config.accounts(),
                storage.database(),
                signIns.sessions(),
                factors.secondFactors(),
                delivery.commands(),
                hasher,
                audit.trail(),
                metrics,
                clock));
        HttpServer http = parts.add(early.prepared()
                .open(
                        delivery.gate(),
                        features(config, storage, signIns, apiTokens, factors, accounts, delivery, audit, metrics)));
        Hubbub hubbub = new Hubbub(
                config, parts, cluster, delivery, http, StartTime.now(storage.postgresStart()), accounts.setupToken());
        cluster.nodes().listens(hubbub.url());
        return hubbub;
    }

    /// What the controllers ask for.
    private static List<Object> features(
            Config config,
            Storage storage,
            SignIns signIns,
            ApiTokenParts apiTokens,
            FactorParts factors,
            AccountParts accounts,
            Delivery delivery,
            AuditParts audit,
            Metrics metrics) {
        var database = storage.database();
        var limits = new RestLimits(
                delivery.userCommands(), config.limits().rest(), storage.redis().limits());
        metrics.watch(limits);
        var features = new ArrayList<Object>(List.of(
                database,
                signIns.tokens(),
                signIns.sessions(),
                signIns.csrf(),
                apiTokens.bearers(),
                apiTokens.tokens(),
                config.origins(),
                config.proxies(),
                audit.table(),
                delivery.commands(),
                new RoomView(new Snapshots(database), new RoomTable(database)),
                new RoomAdministration(new Directory(database), delivery.closures(), audit.trail()::roomDeleted),
                limits,
                metrics.registry()));
        features.addAll(new Overview(config, delivery, health(database, delivery)).features());
        features.addAll(accounts.features());
        features.addAll(factors.features(config, accounts.password()));
        return features;
    }

    private static List<HealthPart> health(Database database, Delivery delivery) {
        List<HealthPart> parts = new ArrayList<>(List.of(Overview.part(database)));
        delivery.bus().ifPresent(parts::add);
        return parts;
    }

    /// The port that it listens on, also if the configuration left the choice open.
    public int port() {
        return http.port();
    }

    /// Where this machine reaches it.
    public String url() {
        String host = config.host().equals("0.0.0.0") || config.host().equals("::") ? "127.0.0.1" : config.host();
        String literal = host.contains(":") ? "[" + host + "]" : host;
        return "%s://%s:%d".formatted(config.tls().isPresent() ? "https" : "http", literal, port());
    }

    /// What an operator in front of a new server wants to know.
    public String greeting() {
        boolean printed = config.accounts().setupToken().isEmpty();
        return new Greeting(url(), startTime, http.hasPages()).text(setupToken, printed);
    }

    /// Has a kind of side work done for each event, by this node or another that has it done too. Nothing is done
    /// while there is no stream.
    ///
    /// @return whether one is to be kept
    boolean work(String kind, Work work) {
        cluster.stream().ifPresent(stream -> stream.work(kind, work));
        return cluster.stream().isPresent();
    }

    /// Ends what runs, the database last.
    @Override
    public void close() {
        delivery.sayGoodbye();
        parts.close();
    }
}
