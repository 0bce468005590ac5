package dev.hubbub.server.presence;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// What this node tells the others of its rooms, while there are others. Confined to the presence loop.
final class OwnClaims {
    /// A digest is spread over so many beats.
    static final int PARTS = 10;

    /// Claims of 100 names each, five times a second: some megabytes a second at most.
    private static final int MOST_ANSWERS = 500;
    /// Entries of about 30 bytes.
    private static final int MOST_IN_A_BEAT = 2_000;
    /// However many ask, a room's claim is told no oftener.
    private static final Duration ANSWER_PAUSE = Duration.ofSeconds(1);

    private final PresenceConfig config;
    private final Predicate<RoomId> counted;
    private final Map<RoomId, OwnClaim> claims = new HashMap<>();
    private final Set<RoomId> touched = new LinkedHashSet<>();
    private final Set<RoomId> asked = new LinkedHashSet<>();
    private long version;

    OwnClaims(PresenceConfig config, Predicate<RoomId> counted) {
        this.config = config;
        this.counted = counted;
    }

    private long next() {
        return ++version;
    }

    /// There is somebody who can be told: what is so counts as told, and who needs it asks.
    void begin(RoomId room, Crowd here, Duration now) {
        if (here.size() > 0) {
            claim(room, here).begin(now, this::next);
        }
    }

    /// He may have come or gone.
    void touch(RoomId room, Crowd here, UserId user) {
        claim(room, here).touch(user);
        touched.add(room);
    }

    private OwnClaim claim(RoomId room, Crowd here) {
        return claims.computeIfAbsent(room, _ -> new OwnClaim(room, here, config, counted.test(room)));
    }

    /// There is nobody left to be told.
    void clear() {
        claims.clear();
        touched.clear();
        asked.clear();
    }

    /// What the others must be told now.
    List<PeerMessage.OfRoom> changes(Duration now) {
        List<PeerMessage.OfRoom> changes = new ArrayList<>();
        for (RoomId room : List.copyOf(touched)) {
            OwnClaim claim = claims.get(room);
            PeerMessage.OfRoom change = claim == null ? null : claim.flush(now, this::next);
            if (change != null) {
                changes.add(change);
            }
            if (claim == null || claim.isSettled()) {
                touched.remove(room);
            }
            if (claim != null && claim.isOver()) {
                claims.remove(room);
            }
        }
        return changes;
    }

    /// Whether the others know all about the room.
    boolean isSettled(RoomId room) {
        return !touched.contains(room);
    }

    /// Somebody wants to know of these rooms what is newer than the versions that he has.
    void ask(Map<RoomId, Long> known) {
        known.forEach((room, has) -> {
            OwnClaim claim = claims.get(room);
            if (claim == null ? has > 0 : claim.version() > has) {
                asked.add(room);
            }
        });
    }

    /// Answers what was asked, as much of it as is good for the moment.
    List<PeerMessage.Claim> answers(Duration now) {
        List<PeerMessage.Claim> answers = new ArrayList<>();
        for (Iterator<RoomId> all = asked.iterator(); all.hasNext() && answers.size() < MOST_ANSWERS; ) {
            RoomId room = all.next();
            OwnClaim claim = claims.get(room);
            if (claim == null) {
                answers.add(new PeerMessage.Claim(room, next(), Roster.Names.NONE));
                all.remove();
            } else if (!claim.isFresh(now, ANSWER_PAUSE)) {
                answers.add(claim.answer(now));
                all.remove();
            }
        }
        return answers;
    }

    /// The versions of this part of the rooms, in one beat or, if these are many, several.
    List<PeerMessage.Beat> digest(int part) {
        Map<Integer, Map<RoomId, Long>> byPart = new HashMap<>();
        int parts = PARTS * (1 + claims.size() / PARTS / MOST_IN_A_BEAT);
        for (int i = part; i < parts; i += PARTS) {
            byPart.put(i, new HashMap<>());
        }
        claims.forEach((room, claim) -> {
            Map<RoomId, Long> versions = byPart.get(part(room, parts));
            if (versions != null && claim.version() > 0) {
                versions.put(room, claim.version());
            }
        });
        return byPart.entrySet().stream()
                .map(entry -> new PeerMessage.Beat(version, entry.getKey(), parts, entry.getValue()))
                .toList();
    }

    static int part(RoomId room, int parts) {
        return (int) (room.value() % parts);
    }
}
