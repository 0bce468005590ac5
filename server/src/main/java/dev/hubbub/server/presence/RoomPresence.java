package dev.hubbub.server.presence;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.UserId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is online in one room, on whichever node, and what its members here were told of it. Confined to the
/// presence loop.
final class RoomPresence {
    private final RoomId room;
    private final Attendees attendees = new Attendees();
    private final Crowd here = attendees.here();
    private final Told told;
    private final PeerClaims claims;

    /// Those on all nodes.
    private final class Everywhere implements Crowd {
        @Override
        public int size() {
            return attendees.size() + claims.unnamed();
        }

        @Override
        public boolean isNamed() {
            return claims.areNamed();
        }

        @Override
        public @Nullable Person find(UserId user) {
            return attendees.find(user);
        }

        @Override
        public Collection<Person> persons() {
            return attendees.persons();
        }
    }

    /// @param counted whether its members get the number however few are online
    RoomPresence(RoomId room, PresenceConfig config, boolean counted) {
        this.room = room;
        told = new Told(new Everywhere(), config, counted);
        claims = new PeerClaims(attendees, told::touch);
    }

    void add(Person person) {
        attendees.arrive(person);
        told.touch(person.id());
    }

    void remove(UserId user) {
        attendees.depart(user);
        told.touch(user);
    }

    /// What other nodes say of this room.
    PeerClaims claims() {
        return claims;
    }

    /// Those who are online on this node.
    Crowd here() {
        return here;
    }

    /// Which of these are known to be online on any node.
    Set<UserId> online(Set<UserId> users) {
        Set<UserId> present = new HashSet<>(users);
        present.removeIf(user -> attendees.find(user) == null);
        return present;
    }

    /// What a newly subscribed connection needs before the messages that [#flush] gives from now on.
    ServerMessage.Presence first() {
        return message(told.all());
    }

    /// What the members must be told now; null if nothing.
    ServerMessage.@Nullable Presence flush(Duration now) {
        return switch (told.flush(now)) {
            case null -> null;
            case Told.News.Difference(var joined, var left) ->
                new ServerMessage.Presence(room, null, joined, left, null);
            case Told.News.Anew(var roster) -> message(roster);
        };
    }

    /// Whether there is nothing more to tell until somebody comes or goes.
    boolean isSettled() {
        return told.isSettled();
    }

    private ServerMessage.Presence message(Roster roster) {
        return switch (roster) {
            case Roster.Names(var persons) -> new ServerMessage.Presence(room, persons, List.of(), List.of(), null);
            case Roster.Total(int count) -> new ServerMessage.Presence(room, null, List.of(), List.of(), count);
        };
    }
}
