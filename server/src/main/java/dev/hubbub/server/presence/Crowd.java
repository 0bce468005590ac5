package dev.hubbub.server.presence;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.UserId;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// The people that somebody is told of.
interface Crowd {
    int size();

    /// Whether all of them are known by name.
    boolean isNamed();

    /// Null if he is not known to be there.
    @Nullable
    Person find(UserId user);

    /// Those who are known by name.
    Collection<Person> persons();
}
