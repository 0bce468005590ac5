package dev.hubbub.server.app;

import java.util.function.Function;

/// One key that the operator may set.
///
/// @param fallback the text that stands for the value when nobody sets one; empty when there is none
/// @param example a good value, shown next to a bad one
/// @param reader throws [IllegalArgumentException] with what is wrong with a text, never with the text of a secret
/// @param secret whether its value is never to be shown
record Setting<T>(String key, String fallback, String example, Function<String, T> reader, boolean secret) {
    Setting(String key, String fallback, String example, Function<String, T> reader) {
        this(key, fallback, example, reader, false);
    }

    static <T> Setting<T> secret(String key, String example, Function<String, T> reader) {
        return new Setting<>(key, "", example, reader, true);
    }

    /// @throws InvalidConfigException naming the key and a good value
    T read(String text) {
        try {
            return reader.apply(text.strip());
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigException("%s %s. For example: %s=%s".formatted(key, e.getMessage(), key, example));
        }
    }

    static Setting<Integer> number(String key, int fallback, int least, int most) {
        return number(key, Integer.toString(fallback), Integer.toString(fallback), least, most);
    }

    /// One whose default depends on another setting.
    static Setting<Integer> optionalNumber(String key, int example, int least, int most) {
        return number(key, "", Integer.toString(example), least, most);
    }

    private static Setting<Integer> number(String key, String fallback, String example, int least, int most) {
        return new Setting<>(key, fallback, example, value -> {
            String problem = "must be a whole number from %d to %d".formatted(least, most);
            try {
                int number = Integer.parseInt(value);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(problem, e);
            }
            throw new IllegalArgumentException(problem);
        });
    }
}
