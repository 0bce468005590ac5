package dev.hubbub.cli.verify.check;

import org.jspecify.annotations.Nullable;

/// One event with all that it says, as the log has it or as somebody was told of it.
///
/// @param kind the number that the database keeps
/// @param user whom a membership event is about; 0 if nobody else than its author
/// @param at milliseconds since 1970
public record Entry(
        long seq,
        int kind,
        long author,
        String ref,
        @Nullable String text,
        long user,
        @Nullable String name,
        long at) {
    static final int MESSAGE = 1;
    static final int JOINED = 6;
    static final int LEFT = 7;
    static final int REMOVED = 8;
    static final int DELETED = 10;

    long subject() {
        return user == 0 ? author : user;
    }

    Entry withSeq(long other) {
        return new Entry(other, kind, author, ref, text, user, name, at);
    }

    Entry withText(String other) {
        return new Entry(seq, kind, author, ref, other, user, name, at);
    }
}
