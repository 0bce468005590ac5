package dev.hubbub.server.log;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Sets a statement's array parameters one after the other: a column of `rows` each.
final class Parameters {
    private final PreparedStatement statement;
    private int index;

    Parameters(PreparedStatement statement) {
        this.statement = statement;
    }

    <T> Parameters longs(Collection<T> rows, ToLongFunction<T> column) throws SQLException {
        return set(rows.stream().mapToLong(column).toArray());
    }

    <T> Parameters nullableLongs(Collection<T> rows, Function<T, @Nullable Long> column) throws SQLException {
        var values = new @Nullable Long[rows.size()];
        int i = 0;
        for (T row : rows) {
            values[i++] = column.apply(row);
        }
        return set(values);
    }

    <T> Parameters ints(Collection<T> rows, ToIntFunction<T> column) throws SQLException {
        return set(rows.stream().mapToInt(column).toArray());
    }

    <T> Parameters booleans(Collection<T> rows, Predicate<T> column) throws SQLException {
        var values = new boolean[rows.size()];
        int i = 0;
        for (T row : rows) {
            values[i++] = column.test(row);
        }
        return set(values);
    }

    <T> Parameters texts(Collection<T> rows, Function<T, @Nullable String> column) throws SQLException {
        var values = new @Nullable String[rows.size()];
        int i = 0;
        for (T row : rows) {
            values[i++] = column.apply(row);
        }
        return set(values);
    }

    /// The driver knows the element type by the array's own, and sends primitives without boxing them.
    private Parameters set(Object values) throws SQLException {
        statement.setObject(++index, values);
        return this;
    }
}
