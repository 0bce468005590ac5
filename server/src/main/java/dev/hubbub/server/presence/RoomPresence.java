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
    private final RoomId room;
    private final PresenceConfig config;
    private final Map<UserId, Person> online = new HashMap<>();
    private final Set<UserId> touched = new HashSet<>();
    private Told told = new NamesTold(new HashMap<>());

    /// What the members know.
    private sealed interface Told {}

    /// The names, which diffs keep up to date.
    private record NamesTold(Map<UserId, Person> persons) implements Told {}

    private record NumberTold(int count, Duration at) implements Told {}

    RoomPresence(RoomId room, PresenceConfig config) {
        this.room = room;
        this.config = config;
    }

    void add(Person person) {
        online.put(person.id(), person);
        touched.add(person.id());
    }

    void remove(UserId user) {
        online.remove(user);
        touched.add(user);
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
            case NumberTold _ when online.size() <= config.fewEnoughToListAgain() -> tellList();
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

    private ServerMessage.@Nullable Presence tellDiff(Map<UserId, Person> persons) {
        var joined = new ArrayList<Person>();
        var left = new ArrayList<Person>();
        for (UserId user : touched) {
            Person now = online.get(user);
            Person before = persons.get(user);
            if (now != null && before == null) {
                persons.put(user, now);
                joined.add(now);
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
        told = new NamesTold(new HashMap<>(online));
        return list(online);
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
