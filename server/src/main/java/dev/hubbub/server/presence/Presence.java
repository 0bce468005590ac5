package dev.hubbub.server.presence;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.UserId;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Who is online, here and on other nodes. Safe for any thread and never blocks: everything is done, in order,
/// on the presence loop, which owns the state.
///
/// A user is online in a room while one of his connections is subscribed to it, or another node says so. All that
/// happened within a flush
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
    private final Rooms rooms;
    private final Neighbours neighbours;
    /// Each user's last visit that ended, while it counts on; the eldest first.
    private final Map<UserId, Ghost> ghosts = new LinkedHashMap<>();

    private Duration pauseUntil = Duration.ZERO;

    private record Ghost(Visit visit, Duration since) {}

    /// Of a node that is alone.
    ///
    /// @param counted rooms that everybody is in: they get a number, never names
    public Presence(PresenceLoop loop, PresenceConfig config, RoomSignals signals, Predicate<RoomId> counted) {
        this(loop, config, signals, counted, PeerLink.NONE, RandomGenerator.getDefault());
    }

    /// @param counted rooms that everybody is in: they get a number, never names
    /// @param random by which nodes avoid doing the same at the same moment
    public Presence(
            PresenceLoop loop,
            PresenceConfig config,
            RoomSignals signals,
            Predicate<RoomId> counted,
            PeerLink link,
            RandomGenerator random) {
        this.loop = loop;
        this.config = config;
        this.signals = signals;
        rooms = new Rooms(config, counted);
        neighbours = new Neighbours(loop, config, rooms, counted, link, random);
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
            var presence = rooms.find(room);
            sink.accept(presence == null ? rooms.empty(room).first() : presence.first());
        });
    }

    /// Which of these users are online in the room, as far as the other nodes answer in time. Nobody, after a
    /// while, if the loop has ended: whoever asked has more to tell than this.
    public CompletableFuture<Set<UserId>> online(RoomId room, Set<UserId> users) {
        var answer = new CompletableFuture<Set<UserId>>();
        loop.execute(() -> {
            var presence = rooms.find(room);
            neighbours.complete(room, users, presence == null ? Set.of() : presence.online(users), answer);
        });
        return answer.completeOnTimeout(Set.of(), PATIENCE_MS, TimeUnit.MILLISECONDS);
    }

    /// Takes what another node says. What this one said itself does no harm.
    public void hear(Peer from, PeerMessage message) {
        loop.execute(() -> neighbours.hear(from, message));
    }

    /// What others say about the room is heard from now on.
    public void subscribed(RoomId room) {
        loop.execute(() -> neighbours.subscribed(room));
    }

    /// Tells the others that this node closes.
    public void leave() {
        loop.execute(neighbours::leave);
    }

    /// Shows those on other nodes, if there are any in the room, that a user types. Only on the presence loop.
    public void publish(ServerMessage.Typing typing) {
        neighbours.publish(typing);
    }

    void enter(Visit visit, Set<RoomId> entered) {
        loop.execute(() -> {
            for (RoomId room : entered) {
                if (visit.rooms.add(room)) {
                    var presence = open(room);
                    presence.add(visit.person);
                    touch(room, presence, visit.person.id());
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
        var presence = rooms.find(room);
        if (visit.rooms.remove(room) && presence != null) {
            presence.remove(visit.person.id());
            touch(room, presence, visit.person.id());
        }
    }

    private RoomPresence open(RoomId room) {
        var known = rooms.find(room);
        if (known != null) {
            return known;
        }
        var opened = rooms.open(room);
        neighbours.opened(room);
        return opened;
    }

    private void touch(RoomId room, RoomPresence presence, UserId user) {
        rooms.unsettle(room);
        neighbours.touch(room, presence, user);
    }

    private void release(@Nullable Ghost ghost) {
        if (ghost != null) {
            Set.copyOf(ghost.visit().rooms).forEach(room -> exit(ghost.visit(), room));
        }
    }

    private void flush() {
        var now = loop.uptime();
        releaseGhosts(now);
        neighbours.tellChanges(now);
        if (now.compareTo(pauseUntil) < 0) {
            return;
        }
        long told = 0;
        for (RoomId room : rooms.unsettled()) {
            told += flush(room, now);
        }
        Duration pause = Duration.ofMillis(told * 1_000 / config.mostPerSecond());
        pauseUntil = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }

    /// Tells the room what it must be told, and returns to how many.
    private int flush(RoomId room, Duration now) {
        var presence = rooms.find(room);
        if (presence == null) {
            rooms.settle(room);
            return 0;
        }
        ServerMessage.@Nullable Presence news = presence.flush(now);
        if (presence.isSettled() && neighbours.isSettled(room)) {
            rooms.settle(room);
            if (presence.here().size() == 0) {
                rooms.close(room);
                neighbours.closed(room);
            }
        }
        if (news == null) {
            return 0;
        }
        signals.send(room, news);
        return presence.here().size();
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
}
