package dev.hubbub.server.presence;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.UserId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// Keeps this node's idea of who is online with the others, and theirs of who is online here. Confined to the
/// presence loop.
///
/// Who gets interested in a room asks the others once, and hears of changes then. A change that does not fit
/// makes him ask again; so does a version in a beat that he has not got, which finds a loss that nothing
/// followed. While no other node lives, nothing is told and nothing is remembered for telling.
final class Neighbours {
    private static final Duration TICK = Duration.ofMillis(200);
    private static final int BEAT_MILLIS = 1_000;
    /// Of a beat's interval, more or less: nodes that were cut off together do not beat together.
    private static final double JITTER = 0.2;

    private final PresenceLoop loop;
    private final PresenceConfig config;
    private final Rooms rooms;
    private final PeerLink link;
    private final OwnClaims own;
    private final RandomGenerator random;
    private final Peers peers = new Peers();
    private final Questions questions = new Questions();
    private final Inquiries inquiries = new Inquiries();
    private Duration nextBeat = Duration.ZERO;
    private int part;

    Neighbours(
            PresenceLoop loop,
            PresenceConfig config,
            Rooms rooms,
            Predicate<RoomId> counted,
            PeerLink link,
            RandomGenerator random) {
        this.loop = loop;
        this.config = config;
        this.rooms = rooms;
        this.link = link;
        this.random = random;
        own = new OwnClaims(config, counted);
        if (!link.equals(PeerLink.NONE)) {
            loop.every(TICK, this::tick);
        }
    }

    /// Somebody here is in the room, the first.
    void opened(RoomId room) {
        link.subscribe(room);
    }

    /// Nobody is any more.
    void closed(RoomId room) {
        link.unsubscribe(room);
    }

    void subscribed(RoomId room) {
        if (!peers.areNone() && rooms.find(room) != null) {
            questions.ask(room);
        }
    }

    /// He may have come here or gone.
    void touch(RoomId room, RoomPresence presence, UserId user) {
        if (!peers.areNone()) {
            own.touch(room, presence.here(), user);
        }
    }

    void tellChanges(Duration now) {
        own.changes(now).forEach(link::publish);
    }

    /// A signal that nobody elsewhere would see is not sent.
    void publish(ServerMessage.Typing typing) {
        RoomPresence presence = rooms.find(typing.room());
        if (presence != null && !presence.claims().areEmpty()) {
            link.publish(typing);
        }
    }

    /// Whether the others know all about who is here in the room.
    boolean isSettled(RoomId room) {
        return own.isSettled(room);
    }

    /// This node closes.
    void leave() {
        link.publish(new PeerMessage.Gone());
    }

    /// Adds what the others know to who was found here, if they know more.
    void complete(RoomId room, Set<UserId> users, Set<UserId> found, CompletableFuture<Set<UserId>> answer) {
        RoomPresence presence = rooms.find(room);
        Set<String> nodes = peers.listening();
        boolean named = presence != null && presence.claims().areNamed();
        if (nodes.isEmpty() || named || found.containsAll(users)) {
            answer.complete(found);
            return;
        }
        long question = inquiries.open(answer, found, nodes, loop.uptime());
        Set<UserId> unknown = new HashSet<>(users);
        unknown.removeAll(found);
        link.publish(new PeerMessage.Which(question, room, unknown));
    }

    void hear(Peer from, PeerMessage message) {
        if (from.name().equals(link.self().name())) {
            return;
        }
        if (message instanceof PeerMessage.Beat beat) {
            hearBeat(from, beat);
        } else if (peers.isKnown(from)) {
            hearKnown(from, message);
        }
    }

    private void hearKnown(Peer from, PeerMessage message) {
        switch (message) {
            case PeerMessage.Beat beat -> hearBeat(from, beat);
            case PeerMessage.Claim claim -> take(from.name(), claim);
            case PeerMessage.Change change -> take(from.name(), change);
            // Its users are about to come back on other nodes, and who does so soon is not mentioned.
            case PeerMessage.Gone() -> peers.leaving(from, loop.uptime().plus(config.grace()));
            case PeerMessage.Who(var of, var known) -> {
                if (of == null || of.equals(link.self().name())) {
                    own.ask(known);
                }
            }
            case PeerMessage.Which(long question, var room, var users) ->
                link.publish(new PeerMessage.These(from.life(), question, here(room, users)));
            case PeerMessage.These these -> {
                if (these.asker() == link.self().life()) {
                    inquiries.take(from.name(), these);
                }
            }
        }
    }

    private Set<UserId> here(RoomId room, Set<UserId> users) {
        RoomPresence presence = rooms.find(room);
        if (presence == null) {
            return Set.of();
        }
        Set<UserId> present = new HashSet<>(users);
        present.removeIf(user -> presence.here().find(user) == null);
        return present;
    }

    private void take(String node, PeerMessage.Claim claim) {
        RoomPresence presence = rooms.find(claim.room());
        if (presence != null) {
            presence.claims().take(node, claim);
            rooms.unsettle(claim.room());
        }
    }

    private void take(String node, PeerMessage.Change change) {
        RoomPresence presence = rooms.find(change.room());
        if (presence == null) {
            return;
        }
        if (presence.claims().take(node, change)) {
            rooms.unsettle(change.room());
        } else {
            questions.ask(node, change.room(), presence.claims().version(node));
        }
    }

    private void hearBeat(Peer from, PeerMessage.Beat beat) {
        boolean alone = peers.areNone();
        switch (peers.beat(from, loop.uptime())) {
            case LATE -> {
                return;
            }
            case NEW -> greet(from.name(), alone);
            case REBORN -> {
                drop(from.name());
                greet(from.name(), alone);
            }
            case KNOWN -> {}
        }
        compare(from.name(), beat);
    }

    private void greet(String node, boolean first) {
        var now = loop.uptime();
        rooms.forEach((room, presence) -> {
            if (first) {
                own.begin(room, presence.here(), now);
            }
            questions.ask(node, room, 0);
        });
        // It hears only those that it knows, and so must know us before it is asked.
        nextBeat = now;
    }

    private void compare(String node, PeerMessage.Beat beat) {
        Map<RoomId, Long> claims = beat.claims();
        if (beat.parts() == 0) {
            return;
        }
        rooms.forEach((room, presence) -> {
            if (OwnClaims.part(room, beat.parts()) == beat.part()) {
                Long version = claims.get(room);
                long known = presence.claims().version(node);
                if (version != null && version > known) {
                    questions.ask(node, room, known);
                } else if (version == null && presence.claims().ended(node, beat.version())) {
                    rooms.unsettle(room);
                }
            }
        });
    }

    private void drop(String node) {
        questions.forget(node);
        rooms.forEach((room, presence) -> {
            if (presence.claims().drop(node)) {
                rooms.unsettle(room);
            }
        });
    }

    private void tick() {
        var now = loop.uptime();
        peers.expire(now).forEach(this::drop);
        if (peers.areNone()) {
            own.clear();
        }
        if (now.compareTo(nextBeat) >= 0) {
            beat();
            long millis = Math.round(BEAT_MILLIS * random.nextDouble(1 - JITTER, 1 + JITTER));
            nextBeat = now.plusMillis(millis);
        }
        questions.drain().forEach(link::publish);
        own.answers(now).forEach(link::publish);
        inquiries.expire(now);
    }

    private void beat() {
        if (peers.areNone()) {
            link.publish(new PeerMessage.Beat(0, 0, 0, Map.of()));
        } else {
            own.digest(part).forEach(link::publish);
            part = (part + 1) % OwnClaims.PARTS;
        }
    }
}
