package dev.hubbub.server.session;

import dev.hubbub.protocol.UserId;
import dev.hubbub.server.ids.Ids;
import dev.hubbub.server.session.SessionStore.Rotation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sign-ins from their beginning to their end. A session lives by its refresh token, which is good for one use:
/// one that comes a second time was copied by somebody, and ends the session for thief and owner alike. Safe
/// for any thread; blocks. Whatever begins or goes on throws [StoreUnavailable] while the store is away.
public final class LoginSessions {
    public static final Duration ACCESS_LIFETIME = Duration.ofMinutes(15);
    public static final Duration REFRESH_LIFETIME = Duration.ofDays(30);

    /// More than anybody has devices; a script that signs in for each run must not fill the store.
    static final int MOST_PER_USER = 100;

    private static final Logger LOG = LoggerFactory.getLogger(LoginSessions.class);

    private final SessionStore store;
    private final Endings endings;
    private final Function<UserId, Optional<Standing>> users;
    private final BiFunction<Standing, SessionId, String> accessTokens;
    private final Consumer<SessionEvent> audit;
    private final Ids ids;
    private final InstantSource clock;

    /// @param users the users that may sign in, as they are now
    /// @param accessTokens issues an access token
    public LoginSessions(
            SessionStore store,
            Endings endings,
            Function<UserId, Optional<Standing>> users,
            BiFunction<Standing, SessionId, String> accessTokens,
            Consumer<SessionEvent> audit,
            Ids ids,
            InstantSource clock) {
        this.store = store;
        this.endings = endings;
        this.users = users;
        this.accessTokens = accessTokens;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /// For someone who has shown who he is.
    ///
    /// @param user read before he showed it, so that a password or role that changes meanwhile ends this
    ///     session as well
    public SignedIn begin(Standing user, Device device) {
        Instant now = clock.instant();
        SessionId id = new SessionId(ids.nextId());
        UserId owner = user.user().id();
        RefreshToken token = RefreshToken.random();
        store.insert(new LoginSession(id, owner, user.generation(), device, now, now), stored(token, now));
        List<LoginSession> all = store.of(owner, now);
        if (all.size() > MOST_PER_USER) {
            all.subList(MOST_PER_USER, all.size()).forEach(old -> finish(owner, old.id(), EndReason.TOO_MANY));
        }
        audit.accept(new SessionEvent.Begun(owner, id, device));
        return signedIn(user, id, token);
    }

    /// The next pair of tokens; empty if this one is not good any more.
    public Optional<SignedIn> refresh(String refreshToken, Device device) {
        RefreshToken used = new RefreshToken(refreshToken);
        if (!used.isPlausible()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        RefreshToken next = RefreshToken.random();
        return switch (store.rotate(used.hash(), stored(next, now), device, now)) {
            case Rotation.Rotated(LoginSession session) -> goOn(session, next);
            case Rotation.Reused(LoginSession session) -> {
                finish(session.user(), session.id(), EndReason.TOKEN_REUSED);
                audit.accept(new SessionEvent.TokenReused(session.user(), session.id(), device.address()));
                yield Optional.empty();
            }
            case Rotation.Unknown() -> Optional.empty();
        };
    }

    private Optional<SignedIn> goOn(LoginSession session, RefreshToken next) {
        // The user first: if his sessions end in between, the token is of a generation that is refused.
        Optional<Standing> user = users.apply(session.user());
        if (user.isEmpty() || endings.isOver(session)) {
            store.remove(session.user(), session.id());
            return Optional.empty();
        }
        return Optional.of(signedIn(user.get(), session.id(), next));
    }

    /// The last used first.
    public List<LoginSession> of(UserId user) {
        return store.of(user, clock.instant());
    }

    /// False if the user has no such session.
    public boolean end(UserId owner, SessionId session, EndReason why) {
        boolean his = of(owner).stream().anyMatch(known -> known.id().equals(session));
        if (his) {
            finish(owner, session, why);
        }
        return his;
    }

    /// @return how many there were
    public int endOthers(UserId owner, SessionId keep) {
        List<SessionId> others = of(owner).stream()
                .map(LoginSession::id)
                .filter(id -> !id.equals(keep))
                .toList();
        others.forEach(id -> finish(owner, id, EndReason.ENDED_BY_USER));
        return others.size();
    }

    /// Signs out whoever shows that the session is his, even while the store is away.
    public void signOut(UserId owner, SessionId session) {
        finish(owner, session, EndReason.SIGNED_OUT);
    }

    /// Signs out the owner of a refresh token, also of a used one.
    public void signOut(String refreshToken) {
        RefreshToken token = new RefreshToken(refreshToken);
        if (token.isPlausible()) {
            store.find(token.hash(), clock.instant()).ifPresent(session -> signOut(session.user(), session.id()));
        }
    }

    /// Ends every session of the user, on every node, even while the store is away.
    public void endAll(UserId user, EndReason why) {
        clear(new EndedSession.Earlier(user, endings.endAll(user, why), why));
    }

    /// Goes on from an end that was written down in one transaction with its cause, as a new password is: a crash must
    /// not come between them.
    public void ended(EndedSession.Earlier written) {
        endings.take(written);
        clear(written);
    }

    private void clear(EndedSession.Earlier ended) {
        audit.accept(new SessionEvent.AllEnded(ended.user(), ended.why()));
        if (ended.why().endsSession()) {
            forget(() -> store.removeAll(ended.user(), ended.generation()));
        }
    }

    /// Refuses the access tokens that the user has been given so far; his clients refresh and go on. For when
    /// what they say of him is no longer so.
    public void demand(UserId user) {
        endAll(user, EndReason.TOKENS_OUTDATED);
    }

    private void finish(UserId owner, SessionId session, EndReason why) {
        endings.end(owner, session, why);
        audit.accept(new SessionEvent.Ended(owner, session, why));
        forget(() -> store.remove(owner, session));
    }

    /// A store that is away may keep what is over: a refresh asks the log of ends too.
    private static void forget(Runnable removal) {
        try {
            removal.run();
        } catch (StoreUnavailable e) {
            LOG.warn("A session that ended stays in its store, which is away; it opens nothing");
        }
    }

    private SignedIn signedIn(Standing user, SessionId session, RefreshToken token) {
        return new SignedIn(user.user(), session, accessTokens.apply(user, session), ACCESS_LIFETIME, token.text());
    }

    private static SessionStore.Token stored(RefreshToken token, Instant now) {
        return new SessionStore.Token(token.hash(), now.plus(REFRESH_LIFETIME));
    }
}
