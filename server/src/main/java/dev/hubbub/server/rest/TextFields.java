package dev.hubbub.server.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.Texts;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A body that is one JSON object with texts, whole numbers and flags in it, as the account routes take. Other kinds of
/// values are skipped.
record TextFields(Map<String, String> values, Map<String, Long> numbers, Set<String> flags) {
    private static final int MAX_DEPTH = 8;
    private static final int MAX_NUMBER_LENGTH = 32;
    private static final int MAX_NAME_LENGTH = 64;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxNameLength(MAX_NAME_LENGTH)
                    .build())
            // A stranger's field names must not fill a table that all requests share.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            // An error must not quote a password.
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    static TextFields read(byte @Nullable [] body) {
        Map<String, String> values = new HashMap<>();
        Map<String, Long> numbers = new HashMap<>();
        Set<String> flags = new HashSet<>();
        try (JsonParser json = JSON.createParser(body == null ? new byte[0] : body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw malformed();
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                switch (json.nextToken()) {
                    case VALUE_STRING -> values.put(name, json.getText());
                    // What does not fit is out of every range that we have.
                    case VALUE_NUMBER_INT ->
                        numbers.put(
                                name,
                                json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                                        ? Long.MIN_VALUE
                                        : json.getLongValue());
                    case VALUE_TRUE -> flags.add(name);
                    case null, default -> json.skipChildren();
                }
            }
            if (json.nextToken() != null) {
                throw malformed();
            }
        } catch (IOException e) {
            throw malformed();
        }
        return new TextFields(values, numbers, flags);
    }

    /// The field's text.
    ///
    /// @throws Refusal if it is missing or no text
    String need(String field) {
        String value = find(field);
        if (value == null) {
            throw Refusal.invalid(field + " is missing, or not a string");
        }
        return value;
    }

    /// Null if it is missing or no text.
    @Nullable
    String find(String field) {
        String value = values.get(field);
        if (value != null && !Texts.isStorable(value)) {
            throw Refusal.invalid(field + " holds a NUL or half a surrogate pair, which are no text");
        }
        return value;
    }

    /// The field's number, or `otherwise` if it is missing or none.
    ///
    /// @throws Refusal if it is out of bounds
    int number(String field, int otherwise, int least, int most) {
        long value = numbers.getOrDefault(field, (long) otherwise);
        if (value < least || value > most) {
            throw Refusal.invalid("%s must be a whole number from %d to %d".formatted(field, least, most));
        }
        return Math.toIntExact(value);
    }

    boolean has(String field) {
        return values.containsKey(field);
    }

    /// Whether the field says true.
    boolean flag(String field) {
        return flags.contains(field);
    }

    private static Refusal malformed() {
        return new Refusal(new Problem(ErrorCode.MALFORMED, "the body must be one JSON object"));
    }

    /// Never the values.
    @Override
    public String toString() {
        return "TextFields" + values.keySet();
    }
}
