package dev.hubbub.server.app;

import dev.hubbub.protocol.CloseCode;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.account.LoginThrottle;
import dev.hubbub.server.account.PasswordHasher;
import dev.hubbub.server.audit.Audit;
import dev.hubbub.server.cluster.ChatStream;
import dev.hubbub.server.cluster.StreamCounters;
import dev.hubbub.server.command.Commands;
import dev.hubbub.server.gateway.Gateway;
import dev.hubbub.server.gateway.GatewayCounts;
import dev.hubbub.server.limit.RateLimit;
import dev.hubbub.server.log.GroupCommitters;
import dev.hubbub.server.mail.Mailer;
import dev.hubbub.server.rest.RestLimits;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// What is counted, and under which names. The parts count for themselves, as cheaply as they can; only who asks
/// for the figures pays for more.
final class Metrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    Metrics() {
        registry.config().meterFilter(new TimerBounds());
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        gauge(
                "hubbub.memory.resident.bytes",
                "Bytes of memory that the process has",
                this,
                _ -> ResidentMemory.bytes());
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    void watch(Audit audit) {
        waiting("audit", audit, Audit::waiting);
        counter("hubbub.audit.lost", "Audit entries that found no room", audit, Audit::lost);
    }

    void watch(PasswordHasher hasher) {
        waiting("bcrypt", hasher, PasswordHasher::waiting);
        refusals("bcrypt_queue", hasher, PasswordHasher::refused);
    }

    void watch(Mailer mailer) {
        waiting("mail", mailer, Mailer::waiting);
        refusals("mail_queue", mailer, Mailer::refused);
    }

    void watch(LoginThrottle throttle) {
        refusals("failed_logins", throttle, LoginThrottle::refusedForAccounts);
        refusals("failed_logins_per_address", throttle, LoginThrottle::refusedForAddresses);
    }

    void watch(RestLimits limits) {
        limits.showRefused((kind, count) -> refusals(kind, limits, count));
    }

    void watch(GroupCommitters committers) {
        waiting("committers", committers, GroupCommitters::waiting);
        gauge("hubbub.committers.away", "Committers without a database", committers, GroupCommitters::away);
    }

    void watch(Commands commands) {
        waiting("commands", commands, Commands::waiting);
        refusals("command_queue", commands, Commands::refused);
    }

    void watch(RateLimit<UserId> userCommands) {
        refusals("user_commands", userCommands, RateLimit::refused);
    }

    void watch(Gateway gateway) {
        waiting("snapshots", gateway, Gateway::waitingForSnapshots);
        refusals("snapshot_queue", gateway, Gateway::refusedSnapshots);
        refusals("connections_per_user", gateway, Gateway::refusedForUsers);
        refusals("connections_per_address", gateway, Gateway::refusedForAddresses);
        gauge("hubbub.connections", "Open WebSockets", gateway, Gateway::connections);
        GatewayCounts counts = gateway.counts();
        refusals("connection_commands", counts, GatewayCounts::hurried);
        gauge("hubbub.connections.lagging", "Those that read too slowly", counts, GatewayCounts::lagging);
        for (CloseCode code : CloseCode.values()) {
            FunctionCounter.builder("hubbub.closes", counts, all -> all.closed(code))
                    .description("WebSockets that the server closed")
                    .tag("code", Integer.toString(code.code()))
                    .tag("reason", code.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    void watch(PeerParts peers) {
        gauge("hubbub.rooms.active", "Rooms that somebody who is connected here is in", peers, PeerParts::activeRooms);
    }

    void watch(ChatStream stream) {
        gauge(
                "hubbub.stream.there",
                "1 if JetStream keeps what is said, as far as this node knows",
                stream,
                one -> one.isThere() ? 1 : 0);
        StreamCounters counts = stream.counters();
        counter("hubbub.stream.checks", "Comparisons of the stream with the log", counts, StreamCounters::checkCount);
        counter(
                "hubbub.stream.checks.failed",
                "Comparisons that NATS or the database did not let come to their end",
                counts,
                StreamCounters::failedCheckCount);
        counter(
                "hubbub.stream.repaired",
                "Events that the stream lacked and that were published again, from the log",
                counts,
                StreamCounters::repairedCount);
        counter("hubbub.stream.read", "Missed events that came from the stream", counts, StreamCounters::readCount);
        counter(
                "hubbub.stream.read.failed",
                "How often the stream did not give missed events, so that the log was asked",
                counts,
                StreamCounters::unreadCount);
        counter("hubbub.worker.events", "Events whose side work was done here", counts, StreamCounters::workedCount);
        counter(
                "hubbub.worker.failed",
                "Messages whose side work failed, and is tried again",
                counts,
                StreamCounters::failedWorkCount);
    }

    /// A meter holds its state weakly: it must be something that the server holds, or a collection silences the meter.
    private <T> void waiting(String queue, T state, ToDoubleFunction<T> count) {
        Gauge.builder("hubbub.queue.waiting", state, count)
                .description("What waits in the server's queues")
                .tag("queue", queue)
                .register(registry);
    }

    private <T> void refusals(String limit, T state, ToDoubleFunction<T> count) {
        FunctionCounter.builder("hubbub.refusals", state, count)
                .description("What the server's limits turned away")
                .tag("limit", limit)
                .register(registry);
    }

    private <T> void gauge(String name, String description, T state, ToDoubleFunction<T> value) {
        Gauge.builder(name, state, value).description(description).register(registry);
    }

    private <T> void counter(String name, String description, T state, ToDoubleFunction<T> count) {
        FunctionCounter.builder(name, state, count).description(description).register(registry);
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
