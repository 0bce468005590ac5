package dev.hubbub.client;

import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.ServerMessage.AckBody;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The commands without an answer yet, in the order in which they were given. Confined to its client's loop.
/// Each goes out with the same ref until it is answered, so sending again never does a thing twice.
final class Outbox {

    /// One command and who waits for its outcome.
    private static final class Entry<B extends AckBody> {
        final long order;
        final Command.Answered command;
        final Class<B> expected;
        final CompletableFuture<Outcome<B>> outcome;
        boolean sentBefore;

        Entry(long order, Command.Answered command, Class<B> expected, CompletableFuture<Outcome<B>> outcome) {
            this.order = order;
            this.command = command;
            this.expected = expected;
            this.outcome = outcome;
        }

        void acked(AckBody body) {
            if (expected.isInstance(body)) {
                outcome.complete(new Outcome.Acked<>(expected.cast(body)));
            } else if (expected == AckBody.Entered.class && body instanceof AckBody.Stored) {
                refused(ErrorCode.NOT_A_MEMBER, "you did get into the room, but are out of it again");
            } else {
                refused(ErrorCode.INTERNAL, "the server answered with " + body + ", which fits no such command");
            }
        }

        void refused(ErrorCode code, String message) {
            outcome.complete(new Outcome.Refused<>(code, message));
        }
    }

    private final int capacity;
    private final int window;
    private final Map<Ref, Entry<?>> unanswered = new HashMap<>();
    private final TreeMap<Long, Entry<?>> unsent = new TreeMap<>();
    private long given;
    private long resends;

    /// @param capacity how many commands may wait for an answer
    /// @param window how many of them may be on the wire at once
    Outbox(int capacity, int window) {
        this.capacity = capacity;
        this.window = window;
    }

    <B extends AckBody> void add(Command.Answered command, Class<B> expected, CompletableFuture<Outcome<B>> outcome) {
        Entry<B> entry = new Entry<>(given++, command, expected, outcome);
        if (unanswered.size() >= capacity) {
            entry.refused(ErrorCode.OVERLOADED, capacity + " commands wait for an answer already; try again later");
        } else if (unanswered.putIfAbsent(command.ref(), entry) != null) {
            entry.refused(ErrorCode.REF_REUSED, "another command with this ref waits for its answer");
        } else {
            unsent.put(entry.order, entry);
        }
    }

    /// Sends what the window allows, oldest first.
    void flush(Consumer<Command.Answered> send) {
        while (!unsent.isEmpty() && unanswered.size() - unsent.size() < window) {
            Entry<?> entry = unsent.pollFirstEntry().getValue();
            if (entry.sentBefore) {
                resends++;
            }
            entry.sentBefore = true;
            send.accept(entry.command);
        }
    }

    /// The connection is gone: nobody knows what became of what was on the wire.
    void unsendAll() {
        unanswered.values().forEach(entry -> unsent.put(entry.order, entry));
    }

    /// The server wants this one again later.
    void unsend(Ref ref) {
        Entry<?> entry = unanswered.get(ref);
        if (entry != null) {
            unsent.put(entry.order, entry);
        }
    }

    void acked(Ref ref, AckBody body) {
        Entry<?> entry = remove(ref);
        if (entry != null) {
            entry.acked(body);
        }
    }

    void refused(Ref ref, ErrorCode code, String message) {
        Entry<?> entry = remove(ref);
        if (entry != null) {
            entry.refused(code, message);
        }
    }

    private @Nullable Entry<?> remove(Ref ref) {
        Entry<?> entry = unanswered.remove(ref);
        if (entry != null) {
            unsent.remove(entry.order);
        }
        return entry;
    }

    void abandonAll(String why) {
        List<Entry<?>> all = unanswered.values().stream()
                .sorted((a, b) -> Long.compare(a.order, b.order))
                .toList();
        unanswered.clear();
        unsent.clear();
        all.forEach(entry -> entry.outcome.complete(new Outcome.Abandoned<>(why)));
    }

    int size() {
        return unanswered.size();
    }

    long resends() {
        return resends;
    }
}
