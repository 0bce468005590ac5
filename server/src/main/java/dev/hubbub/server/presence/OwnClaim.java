package dev.hubbub.server.presence;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What this node tells the others of who is online in one room with it. Confined to the presence loop.
final class OwnClaim {
    private static final Duration NEVER = Duration.ofDays(-1);

    private final RoomId room;
    private final Crowd here;
    private final Told told;
    /// 0 until something was told.
    private long version;

    private Duration answered = NEVER;

    OwnClaim(RoomId room, Crowd here, PresenceConfig config, boolean counted) {
        this.room = room;
        this.here = here;
        told = new Told(here, config, counted);
    }

    /// Takes what is so as told already: whoever needs it asks.
    void begin(Duration now, LongSupplier next) {
        here.persons().forEach(person -> told.touch(person.id()));
        told.flush(now);
        version = next.getAsLong();
    }

    void touch(UserId user) {
        told.touch(user);
    }

    /// What the others must be told now; null if nothing.
    PeerMessage.@Nullable OfRoom flush(Duration now, LongSupplier next) {
        Told.News news = told.flush(now);
        if (news == null) {
            return null;
        }
        long before = version;
        version = next.getAsLong();
        return news instanceof Told.News.Difference(var joined, var left) && before > 0
                ? new PeerMessage.Change(
                        room,
                        before,
                        version,
                        joined,
                        left.stream().map(Person::id).toList())
                : claim();
    }

    /// The whole claim, for somebody who asked.
    PeerMessage.Claim answer(Duration now) {
        answered = now;
        return claim();
    }

    private PeerMessage.Claim claim() {
        return new PeerMessage.Claim(room, version, told.all());
    }

    /// Whether it was told so lately that who asks now gets the same answer a moment later, along with others.
    boolean isFresh(Duration now, Duration pause) {
        return now.minus(answered).compareTo(pause) < 0;
    }

    long version() {
        return version;
    }

    boolean isSettled() {
        return told.isSettled();
    }

    /// Nobody is here, and the others know.
    boolean isOver() {
        return here.size() == 0 && told.isSettled();
    }
}
