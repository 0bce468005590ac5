package dev.hubbub.server.gateway;

import dev.hubbub.protocol.CloseCode;
import dev.hubbub.server.command.Caller;
import dev.hubbub.server.session.EndedSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Who is behind a connection, and until when: it is closed when its token ends unrenewed, and when its session
/// ends. Confined to the connection's event loop.
final class Pass {
    /// What ends later, as an API token may, does so too late to tell of.
    private static final Duration NO_END = Duration.ofDays(365);

    private final Gateway gateway;
    private final Connection connection;
    private final InstantSource clock;
    private @Nullable Caller caller;
    private boolean shown;

    Pass(Gateway gateway, Connection connection, @Nullable Caller caller) {
        this.gateway = gateway;
        this.connection = connection;
        this.clock = gateway.clock;
        this.caller = caller;
    }

    @Nullable
    Caller caller() {
        return caller;
    }

    /// Reads the token of a hello, or without one goes by that of the upgrade request.
    @Nullable
    Caller read(@Nullable String token) {
        return token == null ? caller : verified(token);
    }

    private @Nullable Caller verified(String token) {
        return gateway.backend.admission().tokens().apply(token).orElse(null);
    }

    /// Lets the caller in; whatever ends from now on, this connection hears of. Null if he may come in.
    @Nullable
    CloseCode show(Caller known) {
        caller = known;
        if (!gateway.attendance.tryEnter(known.user().id(), connection)) {
            return CloseCode.TOO_MANY_CONNECTIONS;
        }
        shown = true;
        // After entering, or what ended in between would have gone by unheard.
        if (!gateway.backend.admission().holds().test(known)) {
            return CloseCode.UNAUTHENTICATED;
        }
        return null;
    }

    /// Goes on with a fresh token of the same session.
    boolean renew(String token) {
        Caller before = caller;
        Caller next = verified(token);
        if (!shown || before == null || next == null || !isSameSession(before, next)) {
            return false;
        }
        caller = next;
        return true;
    }

    private static boolean isSameSession(Caller before, Caller next) {
        return next.user().id().equals(before.user().id()) && next.session().equals(before.session());
    }

    /// Whether the token of one who was let in has ended.
    boolean isOver(Instant now) {
        Caller known = caller;
        return shown && known != null && !now.isBefore(known.expiresAt());
    }

    /// Null if its token does not end.
    @Nullable
    Long expiresInMs() {
        Caller known = caller;
        if (known == null || known.expiresAt().isAfter(clock.instant().plus(NO_END))) {
            return null;
        }
        return Math.max(0, Duration.between(clock.instant(), known.expiresAt()).toMillis());
    }

    void ended(EndedSession ended) {
        Caller known = caller;
        if (known != null && ended.covers(known.user().id(), known.session(), known.generation())) {
            connection.close(ended.why().endsSession() ? CloseCode.SESSION_ENDED : CloseCode.TOKEN_EXPIRED);
        }
    }

    /// The connection is gone.
    void leave() {
        if (shown && caller != null) {
            gateway.attendance.leave(caller.user().id(), connection);
        }
    }
}
