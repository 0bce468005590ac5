package dev.hubbub.server.log;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.server.db.Database;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// The committers, and which room is whose. Safe for any thread.
///
/// Each room is pinned to one committer by its id, or two connections would fight over one room's row.
public final class GroupCommitters implements AutoCloseable {
    private final List<GroupCommitter> committers;
    private final CommitMeter meter;

    /// Starts the threads. `committed` gets every committed batch of a room in seq order, on a committer's
    /// thread, before its drafts are answered; it must not block.
    public GroupCommitters(
            Database database, GroupCommitConfig config, Consumer<CommittedBatch> committed, CommitMeter meter) {
        this(database, config, Clock.systemUTC(), committed, meter);
    }

    GroupCommitters(
            Database database,
            GroupCommitConfig config,
            Clock clock,
            Consumer<CommittedBatch> committed,
            CommitMeter meter) {
        this.meter = meter;
        committers = IntStream.range(0, config.committers())
                .mapToObj(number -> new GroupCommitter(number, database, config, clock, committed, meter))
                .toList();
        committers.forEach(GroupCommitter::start);
    }

    /// Asks for an event. Never blocks; `done` is called exactly once, on the committer's thread, after the
    /// batch's events were handed on, or at once on this thread if there is no room in the queue or no
    /// database.
    public void append(Draft draft, Consumer<AppendResult> done) {
        Waiting waiting = new Waiting(draft, done);
        switch (committerOf(draft.room()).offer(waiting)) {
            case ACCEPTED -> {}
            case FULL -> turnAway(waiting, Answers.OVERLOADED);
            case CLOSED -> turnAway(waiting, Answers.UNAVAILABLE);
        }
    }

    private void turnAway(Waiting draft, AppendResult answer) {
        meter.answered(List.of(draft), List.of(answer));
        draft.done().accept(answer);
    }

    /// How many drafts no committer has begun to commit.
    public int waiting() {
        return committers.stream().mapToInt(GroupCommitter::waiting).sum();
    }

    /// How many committers have no database now.
    public long away() {
        return committers.stream().filter(GroupCommitter::isAway).count();
    }

    private GroupCommitter committerOf(RoomId room) {
        return committers.get(Math.floorMod(Long.hashCode(room.value()), committers.size()));
    }

    /// Commits what is queued, then stops. What comes later is refused.
    @Override
    public void close() {
        committers.forEach(GroupCommitter::stop);
        committers.forEach(GroupCommitter::join);
    }
}
