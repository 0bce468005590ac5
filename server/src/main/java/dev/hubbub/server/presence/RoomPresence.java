package dev.hubbub.server.presence;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is online in one room, and what its members were told of it. Confined to the presence loop.
///
/// What they were told is remembered apart from what is so, and both diffs and first messages build on it:
/// whoever takes a first message and every later one has, after each, exactly what the others have.
final class RoomPresence {
    private static final Duration NEVER = Duration.ofDays(-1);

    private final RoomId room;
    private final PresenceConfig config;
    private final boolean counted;
    private final Map<UserId, Attendee> online = new HashMap<>();
    private final Set<UserId> touched = new HashSet<>();
    private Told told;

    /// @param visits how many of his connections are here
    private record Attendee(Person person, int visits) {}

    /// What the members know.
    private sealed interface Told {}

    /// The names, which diffs keep up to date.
    private record NamesTold(Map<UserId, Person> persons) implements Told {}

    private record NumberTold(int count, Duration at) implements Told {}

    /// @param counted whether its members get the number however few are online
    RoomPresence(RoomId room, PresenceConfig config, boolean counted) {
        this.room = room;
        this.config = config;
        this.counted = counted;
        told = counted ? new NumberTold(0, NEVER) : new NamesTold(new HashMap<>());
    }

    void add(Person person) {
        online.merge(person.id(), new Attendee(person, 1), (old, one) -> new Attendee(person, old.visits() + 1));
        touched.add(person.id());
    }

    void remove(UserId user) {
        online.computeIfPresent(
                user, (_, old) -> old.visits() == 1 ? null : new Attendee(old.person(), old.visits() - 1));
        touched.add(user);
    }

    Set<UserId> online(Set<UserId> users) {
        var present = new HashSet<>(users);
        present.retainAll(online.keySet());
        return present;
    }

    /// What a newly subscribed connection needs before the messages that [#flush] gives from now on.
    ServerMessage.Presence first() {
        return switch (told) {
            case NamesTold(var persons) -> list(persons);
            case NumberTold(int count, var _) -> count(count);
        };
    }

    /// What the members must be told now; null if nothing.
    ServerMessage.@Nullable Presence flush(Duration now) {
        return switch (told) {
            case NamesTold _ when online.size() > config.mostListed() -> tellCount(now);
            case NamesTold(var persons) -> tellDiff(persons);
            case NumberTold _ when !counted && online.size() <= config.fewEnoughToListAgain() -> tellList();
            case NumberTold(int count, var at) -> {
                touched.clear();
                boolean due = now.minus(at).compareTo(config.countInterval()) >= 0;
                yield due && count != online.size() ? tellCount(now) : null;
            }
        };
    }

    /// Whether there is nothing more to tell until somebody comes or goes.
    boolean isSettled() {
        return touched.isEmpty() && (!(told instanceof NumberTold(int count, var _)) || count == online.size());
    }

    boolean isEmpty() {
        return online.isEmpty();
    }

    /// How many are online.
    int size() {
        return online.size();
    }

    private ServerMessage.@Nullable Presence tellDiff(Map<UserId, Person> persons) {
        var joined = new ArrayList<Person>();
        var left = new ArrayList<Person>();
        for (UserId user : touched) {
            Attendee now = online.get(user);
            Person before = persons.get(user);
            if (now != null && before == null) {
                persons.put(user, now.person());
                joined.add(now.person());
            } else if (now == null && before != null) {
                persons.remove(user);
                left.add(before);
            }
        }
        touched.clear();
        return joined.isEmpty() && left.isEmpty() ? null : new ServerMessage.Presence(room, null, joined, left, null);
    }

    private ServerMessage.Presence tellList() {
        touched.clear();
        var persons = new HashMap<UserId, Person>();
        online.forEach((user, attendee) -> persons.put(user, attendee.person()));
        told = new NamesTold(persons);
        return list(persons);
    }

    private ServerMessage.Presence tellCount(Duration now) {
        touched.clear();
        told = new NumberTold(online.size(), now);
        return count(online.size());
    }

    private ServerMessage.Presence list(Map<UserId, Person> persons) {
        return new ServerMessage.Presence(room, List.copyOf(persons.values()), List.of(), List.of(), null);
    }

    private ServerMessage.Presence count(int count) {
        return new ServerMessage.Presence(room, null, List.of(), List.of(), count);
    }
}
