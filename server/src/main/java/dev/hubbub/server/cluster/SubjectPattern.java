package dev.hubbub.server.cluster;

import java.util.List;

/// Subjects that are meant by `chat.room.*` (one part) or `chat.>` (all that follow, at least one part).
final class SubjectPattern {
    private static final String ONE = "*";
    private static final String REST = ">";

    private final List<String> parts;

    SubjectPattern(String text) {
        parts = List.of(text.split("\\.", -1));
    }

    boolean matches(String subject) {
        String[] given = subject.split("\\.", -1);
        for (int i = 0; i < parts.size(); i++) {
            if (i == given.length) {
                return false;
            }
            if (parts.get(i).equals(REST)) {
                return true;
            }
            if (!parts.get(i).equals(ONE) && !parts.get(i).equals(given[i])) {
                return false;
            }
        }
        return parts.size() == given.length;
    }
}
