package dev.hubbub.server.presence;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.UserId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Who is online on this node. Safe for any thread and never blocks: everything is done, in order, on the
/// presence loop, which owns the state.
///
/// A user is online in a room while one of his connections is subscribed to it. All that happened within a flush
/// interval goes out as one diff for each room; the more connections were told something, the longer until the
/// next, or a room of a hundred that comes back after a cut would be told a hundred times a hundred. A connection that
/// ends counts on for a grace time, and a user
/// who is back by then is not mentioned.
public final class Presence {
    private static final long PATIENCE_MS = 1_000;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final PresenceLoop loop;
    private final PresenceConfig config;
    private final RoomSignals signals;
    private final Predicate<RoomId> counted;
    private final Map<RoomId, RoomPresence> rooms = new HashMap<>();
    /// In order of their first change, so that no room is told late because of others.
    private final Set<RoomId> unsettled = new LinkedHashSet<>();
    /// Each user's last visit that ended, while it counts on; the eldest first.
    private final Map<UserId, Ghost> ghosts = new LinkedHashMap<>();

    private Duration pauseUntil = Duration.ZERO;

    private record Ghost(Visit visit, Duration since) {}

    /// @param counted rooms that everybody is in: they get a number, never names
    public Presence(PresenceLoop loop, PresenceConfig config, RoomSignals signals, Predicate<RoomId> counted) {
        this.loop = loop;
        this.config = config;
        this.signals = signals;
        this.counted = counted;
        loop.every(config.flushInterval(), this::flush);
    }

    /// One more connection of this user, subscribed to nothing yet.
    public Visit visit(Person person) {
        return new Visit(this, person);
    }

    /// Gives the first message for a connection that is subscribed to the room already. `sink` runs on the
    /// presence loop, in order with what goes to [RoomSignals]; whoever hands both on in that order shows the
    /// truth.
    public void snapshot(RoomId room, Consumer<ServerMessage.Presence> sink) {
        loop.execute(() -> {
            var presence = rooms.get(room);
            sink.accept(presence == null ? presenceOf(room).first() : presence.first());
        });
    }

    /// Which of these users are online in the room. Nobody, after a while, if the loop has ended: whoever asked
    /// has more to tell than this.
    public CompletableFuture<Set<UserId>> online(RoomId room, Set<UserId> users) {
        var answer = new CompletableFuture<Set<UserId>>();
        loop.execute(() -> {
            var presence = rooms.get(room);
            answer.complete(presence == null ? Set.of() : presence.online(users));
        });
        return answer.completeOnTimeout(Set.of(), PATIENCE_MS, TimeUnit.MILLISECONDS);
    }

    void enter(Visit visit, Set<RoomId> entered) {
        loop.execute(() -> {
            for (RoomId room : entered) {
                if (visit.rooms.add(room)) {
                    rooms.computeIfAbsent(room, this::presenceOf).add(visit.person);
                    unsettled.add(room);
                }
            }
            release(ghosts.remove(visit.person.id()));
        });
    }

    void leave(Visit visit, RoomId room) {
        loop.execute(() -> {
            exit(visit, room);
            var ghost = ghosts.get(visit.person.id());
            if (ghost != null) {
                exit(ghost.visit(), room);
            }
        });
    }

    void end(Visit visit) {
        loop.execute(() -> {
            // One that never got anywhere must not drive out the ghost of one that did.
            if (!visit.rooms.isEmpty()) {
                release(ghosts.remove(visit.person.id()));
                ghosts.put(visit.person.id(), new Ghost(visit, loop.uptime()));
            }
        });
    }

    private void exit(Visit visit, RoomId room) {
        var presence = rooms.get(room);
        if (visit.rooms.remove(room) && presence != null) {
            presence.remove(visit.person.id());
            unsettled.add(room);
        }
    }

    private void release(@Nullable Ghost ghost) {
        if (ghost != null) {
            Set.copyOf(ghost.visit().rooms).forEach(room -> exit(ghost.visit(), room));
        }
    }

    private void flush() {
        var now = loop.uptime();
        releaseGhosts(now);
        if (now.compareTo(pauseUntil) < 0) {
            return;
        }
        long told = 0;
        for (RoomId room : List.copyOf(unsettled)) {
            told += flush(room, now);
        }
        Duration pause = Duration.ofMillis(told * 1_000 / config.mostPerSecond());
        pauseUntil = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }

    /// Tells the room what it must be told, and returns to how many.
    private int flush(RoomId room, Duration now) {
        var presence = rooms.get(room);
        ServerMessage.@Nullable Presence news = presence == null ? null : presence.flush(now);
        if (presence == null || presence.isSettled()) {
            unsettled.remove(room);
        }
        if (presence != null && presence.isEmpty() && presence.isSettled()) {
            rooms.remove(room);
        }
        if (news == null) {
            return 0;
        }
        signals.send(room, news);
        return presence == null ? 0 : presence.size();
    }

    private void releaseGhosts(Duration now) {
        for (Iterator<Ghost> all = ghosts.values().iterator(); all.hasNext(); ) {
            var ghost = all.next();
            if (now.minus(ghost.since()).compareTo(config.grace()) < 0) {
                return;
            }
            all.remove();
            release(ghost);
        }
    }

    private RoomPresence presenceOf(RoomId room) {
        return new RoomPresence(room, config, counted.test(room));
    }
}
