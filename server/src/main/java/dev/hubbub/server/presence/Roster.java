package dev.hubbub.server.presence;

import dev.hubbub.protocol.Person;
import java.util.List;

/// All who are online somewhere: by name, or only how many when they are too many.
public sealed interface Roster {
    record Names(List<Person> persons) implements Roster {
        static final Names NONE = new Names(List.of());
    }

    record Total(int count) implements Roster {}
}
