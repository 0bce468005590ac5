package dev.hubbub.server.account;

import dev.hubbub.server.db.OneTimeTokens;
import dev.hubbub.server.db.OneTimeTokens.Purpose;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// The way to the first administrator: a token that the server prints at its start, so that whoever finds a new
/// server on a public address cannot take it. Safe for any thread; blocks.
///
/// Each start prints another one, since only hashes are kept; the earlier ones stay good until one is used.
public final class SetUp {
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    private final OneTimeTokens tokens;
    private final InstantSource clock;
    private volatile boolean done;

    public SetUp(OneTimeTokens tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /// The token that sets this server up; empty if it is set up.
    ///
    /// @param given the operator's own token
    public Optional<String> begin(Optional<String> given) {
        if (isDone()) {
            return Optional.empty();
        }
        Secret secret = given.map(Secret::new).orElseGet(Secret::random);
        tokens.insert(secret.hash(), Purpose.SET_UP, null, null, clock.instant(), NEVER);
        return Optional.of(secret.text());
    }

    /// Whether there is an administrator; there will always be one then.
    boolean isDone() {
        if (!done) {
            done = tokens.administratorExists();
        }
        return done;
    }
}
