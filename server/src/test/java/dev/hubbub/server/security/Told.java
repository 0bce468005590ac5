package dev.hubbub.server.security;

import com.fasterxml.jackson.databind.JsonNode;

/// What an edge answered.
///
/// @param code the error's, or nothing if it was done
/// @param words all that was said, without what names the request
record Told(String code, String words, JsonNode json) {

    boolean isDone() {
        return code.isEmpty();
    }

    /// The words as they would be of another room.
    String without(String... names) {
        String left = words;
        for (String name : names) {
            left = left.replace(name, "*");
        }
        return left;
    }
}
