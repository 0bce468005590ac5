package dev.hubbub.server.app;

import dev.hubbub.server.audit.Action;
import dev.hubbub.server.audit.Audit;
import dev.hubbub.server.audit.AuditEvent;
import dev.hubbub.server.db.AuditTable;
import dev.hubbub.server.db.Database;
import java.time.InstantSource;
import java.util.Map;

/// The audit log: first among the features, since all of them tell it something, and closed after them.
final class AuditParts implements AutoCloseable {
    private final AuditTable table;
    private final Audit audit;
    private final HourlySweep sweep;

    private AuditParts(Config config, Database database, Metrics metrics, InstantSource clock) {
        table = new AuditTable(database);
        audit = new Audit(table::insert, clock);
        sweep = new HourlySweep(() -> table.deleteOlder(config.auditKept()));
        metrics.watch(audit);
        AuditEvent started = AuditEvent.of(Action.STARTED);
        for (Map.Entry<String, String> setting : config.shown().entrySet()) {
            started = started.with(setting.getKey(), setting.getValue());
        }
        audit.record(started);
    }

    static AuditParts start(Config config, Database database, Metrics metrics, InstantSource clock) {
        return new AuditParts(config, database, metrics, clock);
    }

    Audit audit() {
        return audit;
    }

    AuditTrail trail() {
        return new AuditTrail(audit);
    }

    /// What administrators read.
    AuditTable table() {
        return table;
    }

    @Override
    public void close() {
        sweep.close();
        audit.close();
    }
}
