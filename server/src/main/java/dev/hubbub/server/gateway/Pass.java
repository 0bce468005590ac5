package dev.hubbub.server.gateway;

import dev.hubbub.protocol.CloseCode;
import dev.hubbub.server.command.Caller;
import dev.hubbub.server.session.EndedSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Who is behind a connection, and until when: it is closed when its token ends unrenewed, and when its session
/// ends. Confined to the connection's event loop.
final class Pass {
    /// What ends later, as an API token may, does so too late to tell of.
    private static final Duration NO_END = Duration.ofDays(365);

    private final Gateway gateway;
    private final Connection connection;
    private final InstantSource clock;
    private @Nullable String token;
    private @Nullable Caller caller;
    private boolean shown;

    /// @param token that of the upgrade request, for a hello without one
    Pass(Gateway gateway, Connection connection, @Nullable String token) {
        this.gateway = gateway;
        this.connection = connection;
        this.clock = gateway.clock;
        this.token = token;
    }

    @Nullable
    Caller caller() {
        return caller;
    }

    /// Checks the token of a hello, or without one that of the upgrade request. Answers on the event loop, at
    /// once unless it must be looked up.
    ///
    /// @param failed told if nobody can say whether it is good
    void read(@Nullable String said, Consumer<Optional<Caller>> answer, Runnable failed) {
        String shown = said == null ? token : said;
        // Read once; kept, it would be most of what an idle connection takes.
        token = null;
        if (shown == null) {
            answer.accept(Optional.empty());
            return;
        }
        var _ = gateway.backend
                .admission()
                .tokens()
                .apply(shown, connection.remote())
                .whenComplete((found, failure) -> {
                    Runnable told = failure == null ? () -> answer.accept(found) : failed;
                    if (connection.loop().inEventLoop()) {
                        told.run();
                    } else {
                        connection.loop().execute(told);
                    }
                });
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

    /// Goes on with what a fresh token says, if it is one of the same session.
    boolean renew(Caller next) {
        Caller before = caller;
        if (!shown || before == null || !isSameSession(before, next)) {
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
            connection.close(isForGood(known, ended) ? CloseCode.SESSION_ENDED : CloseCode.TOKEN_EXPIRED);
        }
    }

    /// An API token outlives its user's passwords, but not his account.
    private static boolean isForGood(Caller known, EndedSession ended) {
        return switch (ended) {
            case EndedSession.One one -> one.why().endsSession();
            case EndedSession.Earlier earlier ->
                earlier.why().endsAccount() || (earlier.why().endsSession() && known.isSignIn());
        };
    }

    /// The connection is gone.
    void leave() {
        if (shown && caller != null) {
            gateway.attendance.leave(caller.user().id(), connection);
        }
    }
}
