package dev.hubbub.server.gateway;

import dev.hubbub.protocol.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// Each user's connections on this node, so that the end of a session finds them. Safe for any thread.
///
/// @param <C> a connection
final class Attendance<C> {
    /// Lists that never change, since nearly all have one element.
    private final ConcurrentHashMap<UserId, List<C>> present = new ConcurrentHashMap<>();
    private final int limit;
    private final LongAdder refused = new LongAdder();

    /// @param limit of connections for one user
    Attendance(int limit) {
        this.limit = limit;
    }

    /// False if the user has as many as he may.
    boolean tryEnter(UserId user, C connection) {
        List<C> his = present.compute(user, (_, before) -> {
            List<C> others = before == null ? List.of() : before;
            return others.size() < limit ? with(others, connection) : others;
        });
        boolean entered = his.contains(connection);
        if (!entered) {
            refused.increment();
        }
        return entered;
    }

    /// How many were one too many for their users, since the start.
    long refused() {
        return refused.sum();
    }

    void leave(UserId user, C connection) {
        present.computeIfPresent(user, (_, his) -> {
            List<C> others =
                    his.stream().filter(each -> !each.equals(connection)).toList();
            return others.isEmpty() ? null : others;
        });
    }

    private static <C> List<C> with(List<C> others, C connection) {
        List<C> all = new ArrayList<>(others);
        all.add(connection);
        return List.copyOf(all);
    }

    void forEach(UserId user, Consumer<C> action) {
        present.getOrDefault(user, List.of()).forEach(action);
    }
}
