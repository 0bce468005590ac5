package dev.hubbub.server.db;

import dev.hubbub.protocol.UserId;
import dev.hubbub.server.session.EndReason;
import dev.hubbub.server.session.EndedSession;
import dev.hubbub.server.session.SessionId;
import java.util.Optional;

/// An end as the text of a notification: a letter, the user, the session or generation, the reason's code.
final class EndNotice {
    static final String CHANNEL = "hubbub_session_ends";

    private EndNotice() {}

    static String of(EndedSession ended) {
        return switch (ended) {
            case EndedSession.One one ->
                "s %d %d %d"
                        .formatted(
                                one.user().value(),
                                one.session().value(),
                                one.why().code());
            case EndedSession.Earlier earlier ->
                "u %d %d %d"
                        .formatted(
                                earlier.user().value(),
                                earlier.generation(),
                                earlier.why().code());
        };
    }

    /// Empty for what a newer version of the server says.
    static Optional<EndedSession> read(String text) {
        String[] parts = text.split(" ", -1);
        try {
            UserId user = new UserId(Long.parseLong(parts[1]));
            long number = Long.parseLong(parts[2]);
            EndReason why = EndReason.ofCode(Integer.parseInt(parts[3]));
            return switch (parts[0]) {
                case "s" -> Optional.of(new EndedSession.One(user, new SessionId(number), why));
                case "u" -> Optional.of(new EndedSession.Earlier(user, number, why));
                default -> Optional.empty();
            };
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
