package dev.hubbub.server.gateway;

import dev.hubbub.protocol.UserId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Each user's connections on this node, so that the end of a session finds them. Safe for any thread.
///
/// @param <C> a connection
final class Attendance<C> {
    private final ConcurrentHashMap<UserId, Set<C>> present = new ConcurrentHashMap<>();
    private final int limit;

    /// @param limit of connections for one user
    Attendance(int limit) {
        this.limit = limit;
    }

    /// False if the user has as many as he may.
    boolean tryEnter(UserId user, C connection) {
        Set<C> his = present.compute(user, (_, before) -> {
            Set<C> set = before == null ? ConcurrentHashMap.newKeySet() : before;
            if (set.size() < limit) {
                set.add(connection);
            }
            return set;
        });
        return his.contains(connection);
    }

    void leave(UserId user, C connection) {
        present.computeIfPresent(user, (_, his) -> {
            his.remove(connection);
            return his.isEmpty() ? null : his;
        });
    }

    void forEach(UserId user, Consumer<C> action) {
        present.getOrDefault(user, Set.of()).forEach(action);
    }
}
