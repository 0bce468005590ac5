package dev.hubbub.cli.bench;

import dev.hubbub.protocol.Person;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Who is where, in the ways that several scenarios share.
final class Crowds {
    private Crowds() {}

    /// Users who are in one room each, with so many others.
    static List<Identity> inRooms(Population population, int users, int membersPerRoom) throws SQLException {
        List<Person> everyone = population.users(users);
        List<Identity> identities = new ArrayList<>(users);
        for (int from = 0; from < users; from += membersPerRoom) {
            List<Person> members = everyone.subList(from, Math.min(users, from + membersPerRoom));
            long room = population.room(members);
            members.forEach(user -> identities.add(population.identity(user, room)));
        }
        return identities;
    }
}
