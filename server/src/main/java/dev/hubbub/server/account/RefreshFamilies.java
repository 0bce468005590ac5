package dev.hubbub.server.account;

import dev.hubbub.protocol.UserId;
import dev.hubbub.server.db.RefreshTokens;
import dev.hubbub.server.ids.Ids;
import dev.hubbub.server.session.SessionId;
import dev.hubbub.server.session.Standing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/// Refresh tokens, each good for one use: a sign-in begins a session, and every use continues it with a new
/// token. A token that comes a second time was copied by somebody, and ends its session for thief and owner
/// alike.
final class RefreshFamilies {
    private static final Duration LIFETIME = Duration.ofDays(30);
    private static final int RANDOM_BYTES = 32;
    private static final int MOST_CHARACTERS = 128;

    private final RefreshTokens tokens;
    private final Ids ids;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    RefreshFamilies(RefreshTokens tokens, Ids ids, InstantSource clock) {
        this.tokens = tokens;
        this.ids = ids;
        this.clock = clock;
    }

    /// A token that was good, and the one that takes its place.
    record Continued(UserId user, SessionId session, String next) {}

    Continued begin(Standing user) {
        SessionId session = new SessionId(ids.nextId());
        Instant now = clock.instant();
        tokens.begin(session, user, now, now.plus(LIFETIME));
        return new Continued(user.user().id(), session, add(session));
    }

    Optional<Continued> use(String token) {
        if (token.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        return switch (tokens.use(hash(token), clock.instant())) {
            case RefreshTokens.Use.Accepted(UserId user, SessionId session) ->
                Optional.of(new Continued(user, session, add(session)));
            case RefreshTokens.Use.Reused reused -> {
                tokens.end(reused.session());
                yield Optional.empty();
            }
            case RefreshTokens.Use.Unknown() -> Optional.empty();
        };
    }

    private String add(SessionId session) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = clock.instant();
        tokens.insert(hash(token), session, now, now.plus(LIFETIME));
        return token;
    }

    /// A plain hash will do: nobody guesses 256 random bits.
    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
