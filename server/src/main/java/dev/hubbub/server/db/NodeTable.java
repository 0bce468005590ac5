package dev.hubbub.server.db;

import static dev.hubbub.schema.generated.Tables.NODES;
import static org.jooq.impl.DSL.currentInstant;
import static org.jooq.impl.DSL.field;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.types.DayToSecond;

/// The servers that work on this database, and when each was last heard of, by the database's clock: the nodes' own
/// may differ. Blocks.
public final class NodeTable {
    /// Any number, as long as nothing else takes a lock by it.
    private static final long JOINING = 0x4875_6262_7562_0006L;

    private final DSLContext sql;
    private final Condition alive;

    /// @param patience whoever was not heard of for longer than this is gone
    public NodeTable(Database database, Duration patience) {
        sql = database.sql();
        alive = NODES.SEEN_AT.gt(currentInstant().sub(DayToSecond.valueOf(patience)));
    }

    /// The live nodes besides `self`, which is one of them from now on, unless one of the others is not `agreeable`:
    /// then nothing happened. Of two that join at once, the second sees the first.
    public List<Node> join(Node self, Predicate<Node> agreeable) {
        return sql.transactionResult(transaction -> {
            DSLContext tx = transaction.dsl();
            tx.execute("select pg_advisory_xact_lock({0})", JOINING);
            tx.deleteFrom(NODES).where(alive.not()).execute();
            List<Node> others = others(tx, self);
            if (others.stream().allMatch(agreeable)) {
                renew(tx, self);
            }
            return others;
        });
    }

    /// Says that `self` is still there, and gives the live nodes besides it.
    public List<Node> beat(Node self) {
        return sql.transactionResult(transaction -> {
            DSLContext tx = transaction.dsl();
            // A beat that is lost is no loss, and not worth a wait for the disk.
            tx.execute("set local synchronous_commit = off");
            renew(tx, self);
            return others(tx, self);
        });
    }

    public void leave(Node self) {
        sql.deleteFrom(NODES).where(NODES.ID.eq(self.id())).execute();
    }

    /// Forgets those that were killed.
    public void sweep() {
        sql.deleteFrom(NODES).where(alive.not()).execute();
    }

    private static void renew(DSLContext tx, Node self) {
        tx.insertInto(NODES)
                .set(NODES.ID, self.id())
                .set(NODES.NAME, self.name())
                .set(NODES.ADDRESS, self.address())
                .set(NODES.VERSION, self.version())
                .set(NODES.BUS, self.bus())
                .set(NODES.WIRE, self.terms().wire())
                .set(NODES.EPOCH, self.terms().epoch())
                .set(NODES.KEY_FINGERPRINT, self.terms().keyFingerprint())
                .onConflict(NODES.ID)
                .doUpdate()
                .set(NODES.ADDRESS, self.address())
                // By the wall, not by the transaction's begin, which may have waited for the lock.
                .set(NODES.SEEN_AT, field("clock_timestamp()", NODES.SEEN_AT.getDataType()))
                .execute();
    }

    private List<Node> others(DSLContext tx, Node self) {
        return tx.selectFrom(NODES)
                .where(NODES.ID.ne(self.id()).and(alive))
                .orderBy(NODES.STARTED_AT, NODES.ID)
                .fetch(NodeTable::node);
    }

    private static Node node(Record row) {
        return new Node(
                row.get(NODES.ID),
                row.get(NODES.NAME),
                row.get(NODES.ADDRESS),
                row.get(NODES.VERSION),
                row.get(NODES.BUS),
                new Node.Terms(row.get(NODES.WIRE), row.get(NODES.EPOCH), row.get(NODES.KEY_FINGERPRINT)));
    }
}
