package dev.hubbub.server.apitoken;

import dev.hubbub.protocol.UserId;
import dev.hubbub.server.command.Caller;
import dev.hubbub.server.db.ApiTokenTable;
import dev.hubbub.server.session.Standing;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Who speaks by a bearer token, a sign-in's or an API token: the one check of REST and WebSocket alike. Never
/// blocks; safe for any thread.
public final class Bearers implements AutoCloseable {
    private final Function<String, Optional<Caller>> accessTokens;
    private final LookUps lookUps;
    private final LastUses uses;

    /// @param accessTokens checks the token of a sign-in
    /// @param holds whether a caller whose token was good still is one
    /// @param users those that may sign in, as they are now
    public Bearers(
            Function<String, Optional<Caller>> accessTokens,
            Predicate<Caller> holds,
            Function<UserId, Optional<Standing>> users,
            ApiTokenTable table,
            Consumer<ApiTokenEvent> audit,
            InstantSource clock) {
        this.accessTokens = accessTokens;
        lookUps = new LookUps(table, users, holds, System::nanoTime);
        uses = new LastUses(table, audit, clock);
    }

    /// Empty for whatever is not good. Done already for a sign-in's token, and for an API token that was used
    /// lately; fails if the database is away or overloaded.
    ///
    /// @param from null when nobody knows
    public CompletionStage<Optional<Caller>> verify(String token, @Nullable InetAddress from) {
        if (!token.startsWith(ApiTokenText.PREFIX)) {
            return CompletableFuture.completedFuture(accessTokens.apply(token));
        }
        return ApiTokenText.parse(token)
                .map(text -> lookUps.of(text.hash())
                        .thenApply(found -> found.map(known -> {
                            uses.note(known.token(), from);
                            return known.caller();
                        })))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    /// Whether it wants to be an API token and was cut short or mistyped.
    public static boolean isMistyped(String token) {
        return token.startsWith(ApiTokenText.PREFIX)
                && ApiTokenText.parse(token).isEmpty();
    }

    /// What was noted of the tokens' last uses is written then.
    @Override
    public void close() {
        lookUps.close();
        uses.close();
    }
}
