package dev.hubbub.server.cluster;

import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.cluster.Origin.Kinship;
import dev.hubbub.server.db.Room;
import dev.hubbub.server.db.Stretch;
import dev.hubbub.server.timeline.EncodedEvents;
import dev.hubbub.server.timeline.EncodedEvents.Change;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A room's events as messages of the bus, and back. The body is what clients get, a line of JSON per event; the
/// headers say what a node must know of it without parsing that, and what outsiders may care for. Safe for any
/// thread.
///
/// A message of another version, or of another epoch of the database, is none of this node's business: it is
/// counted and skipped, so that nodes of two releases run side by side. What cannot be read is counted as well, and
/// never thrown at the bus: whatever is missing then comes from the log.
public final class RoomMessages {
    private static final Logger LOG = LoggerFactory.getLogger(RoomMessages.class);
    static final String ROOM = "Hubbub-Room";
    static final String FIRST = "Hubbub-First";
    static final String COUNT = "Hubbub-Count";
    static final String CHANGES = "Hubbub-Changes";
    /// Known to JetStream, which stores a message of the same id once.
    static final String ID = "Nats-Msg-Id";
    private static final int HEADERS = 512;
    private static final int PER_CHANGE = 64;
    private static final String GLOBAL = "chat.global";

    private final Origin here;
    private final IntSupplier mostBytes;
    private final SparseLog malformedLog = new SparseLog(LOG);
    private final SparseLog tooLargeLog = new SparseLog(LOG);
    private final LongAdder otherVersion = new LongAdder();
    private final LongAdder otherEpoch = new LongAdder();
    private final LongAdder malformed = new LongAdder();
    private final LongAdder tooLarge = new LongAdder();

    /// @param node this one's name
    /// @param mostBytes what a message may have at most, with its headers
    public RoomMessages(String node, String epoch, IntSupplier mostBytes) {
        here = new Origin(node, epoch);
        this.mostBytes = mostBytes;
    }

    /// By id: names change, and may hold what NATS forbids.
    public static String subject(RoomId room) {
        return room.equals(Room.GLOBAL) ? GLOBAL : "chat.room." + room;
    }

    /// In order; more than one only if they are too large for one. An event too large for any message is left out,
    /// and other nodes get it from the log.
    public List<BusMessage> write(EncodedEvents events) {
        if (size(events) <= mostBytes.getAsInt()) {
            return List.of(message(events));
        }
        if (events.count() == 1) {
            tooLarge.increment();
            tooLargeLog.warn("too large for a message of the bus, so that other nodes read it from the log", events);
            return List.of();
        }
        long middle = events.first() + events.count() / 2;
        List<BusMessage> messages = new ArrayList<>(write(events.between(events.first(), middle - 1)));
        messages.addAll(write(events.between(middle, events.last())));
        return messages;
    }

    private static long size(EncodedEvents events) {
        return events.length() + (long) PER_CHANGE * events.changes().size() + HEADERS;
    }

    private BusMessage message(EncodedEvents events) {
        Map<String, String> headers = here.headers();
        headers.put(ROOM, events.room().toString());
        headers.put(FIRST, Long.toString(events.first()));
        headers.put(COUNT, Integer.toString(events.count()));
        headers.put(ID, events.room() + ":" + events.first());
        if (!events.changes().isEmpty()) {
            headers.put(
                    CHANGES, events.changes().stream().map(RoomMessages::text).collect(Collectors.joining(",")));
        }
        return new BusMessage(subject(events.room()), headers, events.body());
    }

    private static String text(Change change) {
        return "%d:%s:%s".formatted(change.seq(), change.kind().wireName(), change.user());
    }

    /// Empty if this node sent it, or is to skip it.
    public Optional<EncodedEvents> read(BusMessage message) {
        return read(message, here.of(message));
    }

    /// The same for what comes out of the stream, where this node's own messages are as good as others'.
    Optional<EncodedEvents> readStored(BusMessage message) {
        return read(message, here.ofStored(message));
    }

    private Optional<EncodedEvents> read(BusMessage message, Kinship kinship) {
        switch (kinship) {
            case OWN -> {}
            case OTHER_VERSION -> otherVersion.increment();
            case OTHER_EPOCH -> otherEpoch.increment();
            case KIN -> {
                try {
                    return Optional.of(events(message));
                } catch (IllegalArgumentException e) {
                    malformed.increment();
                    malformedLog.warn("a message on " + message.subject() + " cannot be read", e);
                }
            }
        }
        return Optional.empty();
    }

    /// Which events a message holds, by its headers alone and whatever its version. Empty if they are of another
    /// epoch, or say nothing of the kind.
    Optional<Stretch> stretch(Map<String, String> headers) {
        try {
            long first = Long.parseLong(headers.getOrDefault(FIRST, ""));
            int count = Integer.parseInt(headers.getOrDefault(COUNT, ""));
            return RoomId.parse(headers.getOrDefault(ROOM, ""))
                    .filter(_ -> here.epoch().equals(headers.get(Origin.EPOCH)))
                    .map(room -> new Stretch(room, first, Math.addExact(first, count - 1)));
        } catch (IllegalArgumentException | ArithmeticException _) {
            return Optional.empty();
        }
    }

    private static EncodedEvents events(BusMessage message) {
        RoomId room =
                RoomId.parse(header(message, ROOM)).orElseThrow(() -> new IllegalArgumentException("no id of a room"));
        if (!message.subject().equals(subject(room))) {
            throw new IllegalArgumentException("the subject is of another room");
        }
        String changes = message.headers().getOrDefault(CHANGES, "");
        return EncodedEvents.of(
                room,
                Long.parseLong(header(message, FIRST)),
                Integer.parseInt(header(message, COUNT)),
                message.body(),
                changes.isEmpty()
                        ? List.of()
                        : Arrays.stream(changes.split(",", -1))
                                .map(RoomMessages::change)
                                .toList());
    }

    static String header(BusMessage message, String name) {
        String value = message.headers().get(name);
        if (value == null) {
            throw new IllegalArgumentException("it lacks " + name);
        }
        return value;
    }

    private static Change change(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a change has three parts");
        }
        EventKind kind = Arrays.stream(EventKind.values())
                .filter(known -> known.wireName().equals(parts[1]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no kind of event"));
        UserId user = UserId.parse(parts[2]).orElseThrow(() -> new IllegalArgumentException("no id of a user"));
        return new Change(Long.parseLong(parts[0]), kind, user);
    }

    /// Skipped, since a node of another release sent them.
    public long otherVersionCount() {
        return otherVersion.sum();
    }

    /// Skipped, since they are of another history of the database.
    public long otherEpochCount() {
        return otherEpoch.sum();
    }

    public long malformedCount() {
        return malformed.sum();
    }

    /// Events that no message could take.
    public long tooLargeCount() {
        return tooLarge.sum();
    }
}
