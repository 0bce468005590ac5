package dev.hubbub.server.log;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomKind;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.db.Admission;
import dev.hubbub.server.db.Database;
import dev.hubbub.server.db.DatabaseSettings;
import dev.hubbub.server.db.EventLog;
import dev.hubbub.server.db.NewUser;
import dev.hubbub.server.db.NewUsers;
import dev.hubbub.server.db.RoomTable;
import dev.hubbub.server.db.TestPostgres;
import dev.hubbub.server.ids.Ids;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A database with the usual cast in it, and committers on it.
public final class LogFixture implements AutoCloseable {
    public final DatabaseSettings settings;
    public final Database database;
    public final EventLog log;
    public final Ids ids = new Ids();
    public final List<CommittedBatch> delivered = new CopyOnWriteArrayList<>();
    public final Person ana;
    public final Person bo;
    public final Person cy;
    private final GroupCommitters committers;

    public LogFixture() {
        this(GroupCommitConfig.defaults());
    }

    public LogFixture(GroupCommitConfig config) {
        this(TestPostgres.freshDatabase(), config);
    }

    LogFixture(DatabaseSettings settings, GroupCommitConfig config) {
        this.settings = settings;
        database = Database.open(settings);
        log = new EventLog(database);
        committers = new GroupCommitters(database, config, delivered::add, meter());
        ana = user("ana");
        bo = user("bo");
        cy = user("cy");
    }

    /// One that nobody reads.
    static CommitMeter meter() {
        return new CommitMeter(new SimpleMeterRegistry());
    }

    public Person user(String name) {
        var person = new Person(new UserId(ids.nextId()), name);
        var user = new NewUser(person.id(), name, Set.of(name), name + "@example.org", "hash", Instant.now());
        new NewUsers(database).insert(user, new Admission.Open());
        return person;
    }

    public GroupCommitters committers() {
        return committers;
    }

    public CompletableFuture<AppendResult> append(Draft draft) {
        return append(committers, draft);
    }

    static CompletableFuture<AppendResult> append(GroupCommitters committers, Draft draft) {
        var result = new CompletableFuture<AppendResult>();
        committers.append(draft, result::complete);
        return result;
    }

    public AppendResult now(Draft draft) {
        return append(draft).orTimeout(30, TimeUnit.SECONDS).join();
    }

    public Draft.Create publicRoom(Person owner, String name) {
        return create(owner, name, RoomKind.PUBLIC, true, null, 0);
    }

    public Draft.Create create(
            Person owner, String name, RoomKind kind, boolean listed, @Nullable String hash, int memberLimit) {
        return new Draft.Create(Ref.next(), owner, new RoomId(ids.nextId()), name, kind, listed, hash, memberLimit);
    }

    /// A public room with `members` in it, its owner first.
    public RoomId room(String name, Person... members) {
        var create = publicRoom(members[0], name);
        now(create);
        for (int i = 1; i < members.length; i++) {
            now(new Draft.Join(Ref.next(), members[i], create.room(), null));
        }
        return create.room();
    }

    public static Draft.Post post(Person author, RoomId room, String text) {
        return new Draft.Post(Ref.next(), author, room, text);
    }

    @Override
    public void close() {
        committers.close();
        database.close();
    }

    long lastSeq(RoomId room) {
        return new RoomTable(database).lastSeqs(List.of(room)).getOrDefault(room, 0L);
    }
}
