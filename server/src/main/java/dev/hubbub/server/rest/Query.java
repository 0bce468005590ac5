package dev.hubbub.server.rest;

import dev.hubbub.protocol.HistoryQuery;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.Texts;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.audit.Action;
import dev.hubbub.server.audit.AuditQuery;
import dev.hubbub.server.proxy.Incoming;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpRequest;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The parameters behind the question mark, checked like the fields of a command.
record Query(HttpParameters parameters) {

    static Query of(HttpRequest<?> request) {
        return new Query(request.getParameters());
    }

    /// A path's id. What is no id names no room, and is refused as such.
    static RoomId room(String id) {
        return RoomId.parse(id).orElseThrow(() -> Refusal.invalid("the path's room is not an id"));
    }

    static UserId user(String id) {
        return UserId.parse(id).orElseThrow(() -> Refusal.invalid("the path's user is not an id"));
    }

    /// A path's id of something that is neither.
    static Optional<Long> id(String id) {
        return UserId.parse(id).map(UserId::value);
    }

    /// The given ref, or a fresh one.
    Ref ref() {
        String text = text("ref");
        return text == null
                ? Ref.next()
                : Ref.parse(text)
                        .orElseThrow(() -> Refusal.invalid(
                                "ref must have 1 to " + Ref.MAX_LENGTH + " characters and no control characters"));
    }

    @Nullable
    String text(String name) {
        String value = parameters.get(name);
        if (value != null && !Texts.isStorable(value)) {
            throw Refusal.invalid(name + " holds a NUL or half a surrogate pair, which are no text");
        }
        return value;
    }

    int limit() {
        Long limit = seq("limit");
        if (limit == null) {
            return HistoryQuery.DEFAULT_LIMIT;
        }
        if (limit < 1 || limit > HistoryQuery.MAX_LIMIT) {
            throw Refusal.invalid("limit must be from 1 to " + HistoryQuery.MAX_LIMIT);
        }
        return limit.intValue();
    }

    HistoryQuery history() {
        Long before = seq("before");
        Long after = seq("after");
        Long around = seq("around");
        int anchors = (before != null ? 1 : 0) + (after != null ? 1 : 0) + (around != null ? 1 : 0);
        if (anchors > 1) {
            throw Refusal.invalid("give only one of before, after and around");
        }
        return new HistoryQuery(
                before,
                after,
                around,
                limit(),
                read("author", UserId::parse, "an id"),
                read("since", Query::instant, "a time like 2026-11-24T01:02:03Z"),
                read("until", Query::instant, "a time like 2026-11-24T01:02:03Z"),
                text("text"));
    }

    AuditQuery audit() {
        return new AuditQuery(
                read("action", Action::ofWireName, "an action that docs/protocol.md names"),
                read("who", UserId::parse, "a user's id"),
                text("whom"),
                read("from", Query::address, "an IP address"),
                read("since", Query::instant, "a time like 2026-11-24T01:02:03Z"),
                read("until", Query::instant, "a time like 2026-11-24T01:02:03Z"),
                seq("before"),
                limit());
    }

    /// As the audit log writes them, whichever way it is typed.
    private static Optional<String> address(String text) {
        try {
            return Optional.of(new Incoming(InetAddress.ofLiteral(text), null).addressText());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Null when it is not given.
    @Nullable
    Long seq(String name) {
        return read(name, Query::wholeNumber, "a whole number from 0 to 2^63-1");
    }

    private <T> @Nullable T read(String name, Function<String, Optional<T>> reader, String expected) {
        String value = text(name);
        return value == null
                ? null
                : reader.apply(value).orElseThrow(() -> Refusal.invalid(name + " must be " + expected));
    }

    private static Optional<Long> wholeNumber(String text) {
        try {
            return Optional.of(Long.parseLong(text)).filter(number -> number >= 0);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
