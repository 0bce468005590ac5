package dev.hubbub.server.cluster;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.server.db.Heads;
import dev.hubbub.server.db.Membership;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compares what this node was told with the database, and tells it what it lacks. Confined to the thread of a
/// [HeadCheck]; blocks.
public final class Comparison {
    private static final int ROOMS_AT_ONCE = 2_000;
    /// How long a join may take from the time that it bears to being visible, and how much the nodes' clocks differ.
    private static final Duration LATE = Duration.ofSeconds(30);
    /// How far to look back the first time.
    private static final Duration FIRST = Duration.ofSeconds(60);

    private final Heads heads;
    private final RoomSubscriptions rooms;
    private final UserSubscriptions users;
    /// When, by the database's clock, joins were looked for.
    private @Nullable Instant looked;
    /// What was found then.
    private Set<Membership> seen = Set.of();

    public Comparison(Heads heads, RoomSubscriptions rooms, UserSubscriptions users) {
        this.heads = heads;
        this.rooms = rooms;
        this.users = users;
    }

    void all() {
        heads(rooms.rooms());
    }

    void heads(Collection<RoomId> some) {
        List<RoomId> left = List.copyOf(some);
        for (int i = 0; i < left.size(); i += ROOMS_AT_ONCE) {
            heads.of(left.subList(i, Math.min(left.size(), i + ROOMS_AT_ONCE))).forEach(rooms::announce);
        }
    }

    void joins() {
        Instant now = heads.now();
        Instant since = looked == null ? now.minus(FIRST) : looked.minus(LATE);
        Set<Membership> found = new HashSet<>(heads.joinedSince(since));
        for (Membership joined : found) {
            if (!seen.contains(joined)) {
                users.joined(joined.user(), joined.room(), joined.joinedSeq());
            }
        }
        looked = now;
        seen = found;
    }

    /// For a while there was nobody to hear of; what is compared next begins anew.
    void forget() {
        looked = null;
        seen = Set.of();
    }

    void sweep() {
        rooms.sweep();
        users.sweep();
    }
}
