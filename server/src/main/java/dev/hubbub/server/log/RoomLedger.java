package dev.hubbub.server.log;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One room while a batch is decided: the row that was locked, and what the batch's events make of it. Confined
/// to the committer's thread.
final class RoomLedger {
    private final RoomRow row;
    private final boolean fresh;
    private final List<LogEntry> entries = new ArrayList<>();
    private String name;
    private String topic;
    private int members;
    private long messages;
    private Instant lastAt;
    private boolean deleted;

    /// @param fresh whether this batch makes the room
    RoomLedger(RoomRow row, boolean fresh) {
        this.row = row;
        this.fresh = fresh;
        name = row.name();
        topic = row.topic();
        members = row.members();
        messages = row.messages();
        lastAt = row.lastAt();
        deleted = row.deleted();
    }

    /// What of the row no event changes.
    RoomRow row() {
        return row;
    }

    RoomId id() {
        return row.id();
    }

    boolean isFresh() {
        return fresh;
    }

    boolean isGlobal() {
        return row.kind() == RoomKind.GLOBAL;
    }

    boolean isOwner(Person person) {
        return person.id().equals(row.owner());
    }

    boolean isFull() {
        return row.memberLimit() > 0 && members >= row.memberLimit();
    }

    boolean isDeleted() {
        return deleted;
    }

    boolean wasDeletedNow() {
        return deleted && !row.deleted();
    }

    boolean wasRenamed() {
        return !name.equals(row.name());
    }

    String name() {
        return name;
    }

    boolean hasNewTopic() {
        return !topic.equals(row.topic());
    }

    String topic() {
        return topic;
    }

    int members() {
        return members;
    }

    long messages() {
        return messages;
    }

    Instant lastAt() {
        return lastAt;
    }

    long lastSeq() {
        return row.lastSeq() + entries.size();
    }

    List<LogEntry> entries() {
        return entries;
    }

    CommittedBatch batch(long unwrittenAt) {
        return new CommittedBatch(
                row.id(), entries.stream().map(LogEntry::event).toList(), unwrittenAt);
    }

    Place post(Draft.Post post, Instant now) {
        messages++;
        return append(post, EventKind.MESSAGE, now, post.text(), null, null, null);
    }

    Place join(Draft draft, Instant now) {
        members++;
        return membership(draft, EventKind.MEMBER_JOINED, now, draft.author());
    }

    Place leave(Draft.Leave leave, Instant now) {
        members--;
        return membership(leave, EventKind.MEMBER_LEFT, now, leave.author());
    }

    Place remove(Draft.Remove remove, Instant now) {
        members--;
        return membership(remove, EventKind.MEMBER_REMOVED, now, remove.member());
    }

    private Place membership(Draft draft, EventKind kind, Instant now, Person subject) {
        return append(draft, kind, now, null, subject, null, null);
    }

    Place rename(Draft.Rename rename, Instant now) {
        name = rename.name();
        return append(rename, EventKind.ROOM_UPDATED, now, null, null, name, null);
    }

    Place setTopic(Draft.SetTopic set, Instant now) {
        topic = set.topic();
        return append(set, EventKind.TOPIC_CHANGED, now, null, null, null, topic);
    }

    Place delete(Draft delete, Instant now) {
        members = 0;
        deleted = true;
        return append(delete, EventKind.ROOM_DELETED, now, null, null, null, null);
    }

    private Place append(
            Draft draft,
            EventKind kind,
            Instant now,
            @Nullable String text,
            @Nullable Person subject,
            @Nullable String newName,
            @Nullable String newTopic) {
        // The clocks of nodes differ; history finds a time by binary search, which needs `at` never to go back.
        if (now.isAfter(lastAt)) {
            lastAt = now;
        }
        long seq = lastSeq() + 1;
        var event = new Event(id(), seq, kind, lastAt, draft.author(), draft.ref(), text, subject, newName, newTopic);
        entries.add(new LogEntry(event, messages));
        return new Place(id(), seq, kind, lastAt);
    }
}
