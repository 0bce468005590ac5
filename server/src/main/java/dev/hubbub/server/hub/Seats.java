package dev.hubbub.server.hub;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The subscribers of one event loop. Confined to that loop.
final class Seats {
    private final Map<Subscriber, Seat> seats = new HashMap<>();
    private final Map<UserId, List<Seat>> users = new HashMap<>();
    private final UserInterest interest;

    Seats(UserInterest interest) {
        this.interest = interest;
    }

    void add(Seat seat) {
        seats.put(seat.subscriber, seat);
        UserId user = seat.subscriber.user();
        List<Seat> others = users.get(user);
        if (others == null) {
            others = new ArrayList<>(1);
            users.put(user, others);
            interest.wanted(user);
        }
        others.add(seat);
    }

    /// Null if it was not there.
    @Nullable
    Seat remove(Subscriber subscriber) {
        Seat seat = seats.remove(subscriber);
        List<Seat> all = seat == null ? null : users.get(subscriber.user());
        if (all != null) {
            all.remove(seat);
            if (all.isEmpty()) {
                users.remove(subscriber.user());
                interest.unwanted(subscriber.user());
            }
        }
        return seat;
    }

    @Nullable
    Seat find(Subscriber subscriber) {
        return seats.get(subscriber);
    }

    /// A copy: subscribers may go while one goes through them.
    List<Seat> of(UserId user) {
        List<Seat> all = users.get(user);
        return all == null ? List.of() : List.copyOf(all);
    }

    @Nullable
    Feed feed(Subscriber subscriber, RoomId room) {
        Seat seat = seats.get(subscriber);
        return seat == null ? null : seat.feed(room);
    }

    /// Whether it was not removed.
    boolean has(Seat seat) {
        return seats.get(seat.subscriber) == seat;
    }

    /// Whether the feed has not ended.
    boolean has(Feed feed) {
        return feed(feed.subscriber, feed.audience.room) == feed;
    }
}
