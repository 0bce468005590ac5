package dev.hubbub.server.presence;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What nodes tell each other of who is online with them. Each may be lost, come twice, late or out of order:
/// versions tell, and grow with everything that a node says in its life, whichever room it is about.
public sealed interface PeerMessage {

    /// For those who have somebody in the room.
    sealed interface OfRoom extends PeerMessage {
        RoomId room();
    }

    /// All who are online in the room on that node. A later version replaces it.
    record Claim(RoomId room, long version, Roster roster) implements OfRoom {}

    /// Makes `version` of a claim that is at version `after`, and of no other.
    record Change(RoomId room, long after, long version, List<Person> joined, List<UserId> left) implements OfRoom {}

    /// The node lives, and of each room whose id is `part` modulo `parts` this is its claim's version. Rooms
    /// that are missing were empty at `version`.
    ///
    /// @param parts 0 if it says nothing about rooms
    record Beat(long version, int part, int parts, Map<RoomId, Long> claims) implements PeerMessage {}

    /// The node closes. Its users are about to come back on others.
    record Gone() implements PeerMessage {}

    /// Who is online there? Answered by a [Claim] where it is newer than what the asker has.
    ///
    /// @param of the node that is asked; null for all
    /// @param known versions that the asker has; 0 for none
    record Who(@Nullable String of, Map<RoomId, Long> known) implements PeerMessage {}

    /// Which of these users are online in the room? For rooms of which the asker has no names.
    record Which(long question, RoomId room, Set<UserId> users) implements PeerMessage {}

    /// The answer for the node whose life is `asker`: these are.
    record These(long asker, long question, Set<UserId> users) implements PeerMessage {}
}
