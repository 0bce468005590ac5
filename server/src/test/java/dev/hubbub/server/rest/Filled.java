package dev.hubbub.server.rest;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// One of each record, with nothing left out: what it writes has every field that there is.
final class Filled {
    private Filled() {}

    /// The records at the ends of a sealed hierarchy.
    static Stream<Class<?>> leaves(Class<?> sealed) {
        return sealed.isRecord()
                ? Stream.of(sealed)
                : Arrays.stream(sealed.getPermittedSubclasses()).flatMap(Filled::leaves);
    }

    static Object of(Type type) {
        return switch (type) {
            case Class<?> plain -> ofClass(plain);
            case ParameterizedType list
            when list.getRawType() == List.class -> List.of(of(list.getActualTypeArguments()[0]));
            case ParameterizedType map
            when map.getRawType() == Map.class ->
                Map.of(of(map.getActualTypeArguments()[0]), of(map.getActualTypeArguments()[1]));
            default -> throw new IllegalArgumentException("nobody has said how to fill " + type);
        };
    }

    private static Object ofClass(Class<?> type) {
        if (type.isRecord()) {
            return ofRecord(type);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        return switch (type.getName()) {
            case "java.lang.String" -> "x";
            case "long", "java.lang.Long" -> 1L;
            case "int", "java.lang.Integer" -> 1;
            case "boolean" -> true;
            case "java.time.Instant" -> Instant.EPOCH;
            default -> throw new IllegalArgumentException("nobody has said how to fill " + type);
        };
    }

    static Object ofRecord(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values =
                Arrays.stream(components).map(c -> of(c.getGenericType())).toArray();
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot fill " + type, e);
        }
    }
}
