package dev.hubbub.protocol;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Finds an enum's constants by their names on the wire. Immutable.
final class WireNames<E extends Enum<E>> {
    private final Map<String, E> byName;

    WireNames(E[] values, Function<E, String> wireName) {
        byName = Arrays.stream(values).collect(Collectors.toUnmodifiableMap(wireName, Function.identity()));
    }

    Optional<E> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
