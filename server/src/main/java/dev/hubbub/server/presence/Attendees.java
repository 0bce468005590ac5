package dev.hubbub.server.presence;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everybody who is known by name to be online in one room, here or on other nodes. Confined to the presence
/// loop.
final class Attendees {
    private final Map<UserId, Attendee> all = new HashMap<>();
    private int here;

    /// @param visits how many of his connections are here
    /// @param claims how many other nodes say that he is with them
    private record Attendee(Person person, int visits, int claims) {
        boolean isGone() {
            return visits == 0 && claims == 0;
        }
    }

    /// Those on this node.
    private final class Here implements Crowd {
        @Override
        public int size() {
            return here;
        }

        @Override
        public boolean isNamed() {
            return true;
        }

        @Override
        public @Nullable Person find(UserId user) {
            Attendee attendee = all.get(user);
            return attendee == null || attendee.visits() == 0 ? null : attendee.person();
        }

        @Override
        public Collection<Person> persons() {
            return all.values().stream()
                    .filter(attendee -> attendee.visits() > 0)
                    .map(Attendee::person)
                    .toList();
        }
    }

    void arrive(Person person) {
        if (change(person, 1, 0).visits() == 1) {
            here++;
        }
    }

    void depart(UserId user) {
        Attendee attendee = all.get(user);
        if (attendee != null
                && attendee.visits() > 0
                && change(attendee.person(), -1, 0).visits() == 0) {
            here--;
        }
    }

    void claim(Person person) {
        change(person, 0, 1);
    }

    void unclaim(Person person) {
        change(person, 0, -1);
    }

    private Attendee change(Person person, int visits, int claims) {
        Attendee old = all.getOrDefault(person.id(), new Attendee(person, 0, 0));
        Attendee changed = new Attendee(person, old.visits() + visits, old.claims() + claims);
        if (changed.isGone()) {
            all.remove(person.id());
        } else {
            all.put(person.id(), changed);
        }
        return changed;
    }

    @Nullable
    Person find(UserId user) {
        Attendee attendee = all.get(user);
        return attendee == null ? null : attendee.person();
    }

    Collection<Person> persons() {
        return all.values().stream().map(Attendee::person).toList();
    }

    int size() {
        return all.size();
    }

    Crowd here() {
        return new Here();
    }
}
