package dev.hubbub.server.presence;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What some listeners were told of a crowd: the members of a room, or the other nodes. Confined to the presence
/// loop.
///
/// It is remembered apart from what is so, and both differences and first messages build on it: whoever takes a
/// first message and every later one has, after each, exactly what the others have.
final class Told {
    private static final Duration NEVER = Duration.ofDays(-1);

    private final Crowd crowd;
    private final PresenceConfig config;
    private final boolean counted;
    private final Set<UserId> touched = new HashSet<>();
    private Knowledge known;

    /// What the listeners must be told.
    sealed interface News {
        record Difference(List<Person> joined, List<Person> left) implements News {}

        /// Forget what you had.
        record Anew(Roster roster) implements News {}
    }

    private sealed interface Knowledge {}

    /// The names, which differences keep up to date.
    private record OfNames(Map<UserId, Person> persons) implements Knowledge {}

    private record OfNumber(int count, Duration at) implements Knowledge {}

    /// @param counted whether they get the number however few there are
    Told(Crowd crowd, PresenceConfig config, boolean counted) {
        this.crowd = crowd;
        this.config = config;
        this.counted = counted;
        known = counted ? new OfNumber(0, NEVER) : new OfNames(new HashMap<>());
    }

    /// He may have come or gone.
    void touch(UserId user) {
        touched.add(user);
    }

    /// What a new listener needs before the news that [#flush] gives from now on.
    Roster all() {
        return switch (known) {
            case OfNames(var persons) -> new Roster.Names(List.copyOf(persons.values()));
            case OfNumber(int count, var _) -> new Roster.Total(count);
        };
    }

    /// Null if there are none.
    @Nullable
    News flush(Duration now) {
        return switch (known) {
            case OfNames _ when isCrowded() -> number(now);
            case OfNames(var persons) -> difference(persons);
            case OfNumber _ when isFewEnoughToName() -> names();
            case OfNumber(int count, var at) -> {
                touched.clear();
                boolean due = now.minus(at).compareTo(config.countInterval()) >= 0;
                yield due && count != crowd.size() ? number(now) : null;
            }
        };
    }

    /// Whether there is nothing more to tell until somebody comes or goes.
    boolean isSettled() {
        return touched.isEmpty() && (!(known instanceof OfNumber(int count, var _)) || count == crowd.size());
    }

    private boolean isCrowded() {
        return crowd.size() > config.mostListed() || !crowd.isNamed();
    }

    private boolean isFewEnoughToName() {
        return !counted && crowd.isNamed() && crowd.size() <= config.fewEnoughToListAgain();
    }

    private @Nullable News difference(Map<UserId, Person> persons) {
        List<Person> joined = new ArrayList<>();
        List<Person> left = new ArrayList<>();
        for (UserId user : touched) {
            Person now = crowd.find(user);
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
        return joined.isEmpty() && left.isEmpty() ? null : new News.Difference(joined, left);
    }

    private News names() {
        touched.clear();
        Map<UserId, Person> persons = new HashMap<>();
        crowd.persons().forEach(person -> persons.put(person.id(), person));
        known = new OfNames(persons);
        return new News.Anew(all());
    }

    private News number(Duration now) {
        touched.clear();
        known = new OfNumber(crowd.size(), now);
        return new News.Anew(all());
    }
}
