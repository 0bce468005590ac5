package dev.hubbub.server.presence;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Who is online in one room on other nodes, as each of these claims. Confined to the presence loop.
///
/// A claim that became empty is kept while the room is, or what comes late would call back who is gone.
final class PeerClaims {
    private static final Held NOTHING = new Held(0, Map.of(), null);

    private final Attendees attendees;
    private final Consumer<UserId> touched;
    private final Map<String, Held> byNode = new HashMap<>(0);
    /// Sums of what is known by number only.
    private int unnamed;

    private int numbers;

    /// @param number null if all are known by name
    private record Held(
            long version,
            Map<UserId, Person> names,
            @Nullable Integer number) {
        boolean isEmpty() {
            return names.isEmpty() && number == null;
        }
    }

    /// @param touched told of each who may have come or gone
    PeerClaims(Attendees attendees, Consumer<UserId> touched) {
        this.attendees = attendees;
        this.touched = touched;
    }

    /// What was taken last from this node; 0 for nothing.
    long version(String node) {
        return byNode.getOrDefault(node, NOTHING).version();
    }

    void take(String node, PeerMessage.Claim claim) {
        if (claim.version() > version(node)) {
            switch (claim.roster()) {
                case Roster.Names(var persons) -> {
                    Map<UserId, Person> names = new HashMap<>();
                    persons.forEach(person -> names.put(person.id(), person));
                    hold(node, new Held(claim.version(), names, null));
                }
                case Roster.Total(int count) -> hold(node, new Held(claim.version(), Map.of(), count));
            }
        }
    }

    /// False if something is missing before it.
    boolean take(String node, PeerMessage.Change change) {
        Held old = byNode.getOrDefault(node, NOTHING);
        if (change.version() <= old.version()) {
            return true;
        }
        if (change.after() != old.version() || old.number() != null) {
            return false;
        }
        Map<UserId, Person> names = new HashMap<>(old.names());
        change.left().forEach(names::remove);
        change.joined().forEach(person -> names.put(person.id(), person));
        hold(node, new Held(change.version(), names, null));
        return true;
    }

    /// The node had nobody there at this version, and may have somebody since. False if that was known.
    boolean ended(String node, long version) {
        Held old = byNode.get(node);
        if (old == null || old.isEmpty() || old.version() > version) {
            return false;
        }
        hold(node, new Held(version, Map.of(), null));
        return true;
    }

    /// The node is no more. False if it had said nothing.
    boolean drop(String node) {
        if (!byNode.containsKey(node)) {
            return false;
        }
        hold(node, NOTHING);
        byNode.remove(node);
        return true;
    }

    private void hold(String node, Held claim) {
        Held old = byNode.getOrDefault(node, NOTHING);
        old.names().forEach((user, person) -> {
            if (!claim.names().containsKey(user)) {
                attendees.unclaim(person);
                touched.accept(user);
            }
        });
        claim.names().forEach((user, person) -> {
            if (!old.names().containsKey(user)) {
                attendees.claim(person);
                touched.accept(user);
            }
        });
        unnamed += count(claim) - count(old);
        numbers += (claim.number() == null ? 0 : 1) - (old.number() == null ? 0 : 1);
        byNode.put(node, claim);
    }

    private static int count(Held claim) {
        return claim.number() == null ? 0 : claim.number();
    }

    /// How many are known by number only. Who is on two such nodes counts twice.
    int unnamed() {
        return unnamed;
    }

    boolean areNamed() {
        return numbers == 0;
    }

    boolean areEmpty() {
        return byNode.values().stream().allMatch(Held::isEmpty);
    }
}
