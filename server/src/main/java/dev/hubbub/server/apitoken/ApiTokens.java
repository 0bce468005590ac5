package dev.hubbub.server.apitoken;

import dev.hubbub.protocol.Role;
import dev.hubbub.protocol.Texts;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.command.Caller;
import dev.hubbub.server.command.Scope;
import dev.hubbub.server.db.ApiToken;
import dev.hubbub.server.db.ApiTokenTable;
import dev.hubbub.server.ids.Ids;
import dev.hubbub.server.session.EndReason;
import dev.hubbub.server.session.Endings;
import dev.hubbub.server.session.SessionId;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A user's API tokens: made, listed, revoked. Safe for any thread; blocks. Whoever calls this makes sure that
/// a sign-in asks for it and no API token, or a stolen token could make itself heirs.
public final class ApiTokens {
    /// More than anybody has scripts; one that makes a token for each run must not fill the table.
    public static final int MOST_PER_USER = 50;

    private static final int MOST_NAME = 64;
    /// Java's times reach further than PostgreSQL's.
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private final ApiTokenTable table;
    private final Endings endings;
    private final Consumer<ApiTokenEvent> audit;
    private final Ids ids;
    private final InstantSource clock;

    public ApiTokens(
            ApiTokenTable table, Endings endings, Consumer<ApiTokenEvent> audit, Ids ids, InstantSource clock) {
        this.table = table;
        this.endings = endings;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /// @param scope wire names with blanks between them
    /// @param expiresAt null for one that is good until it is revoked
    public Making make(
            Caller owner, String name, String scope, @Nullable Instant expiresAt, @Nullable InetAddress from) {
        String label = name.strip();
        Set<Scope> scopes = Scope.parse(scope);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Optional<String> problem = problem(label, scope, scopes, expiresAt, now);
        if (problem.isPresent()) {
            return new Making.Invalid(problem.get());
        }
        if (scopes.contains(Scope.ADMIN) && owner.role() != Role.ADMINISTRATOR) {
            return new Making.NotAdministrator();
        }
        ApiTokenText text = ApiTokenText.random();
        UserId user = owner.user().id();
        ApiToken token =
                new ApiToken(new SessionId(ids.nextId()), user, label, Scope.format(scopes), now, expiresAt, null, "");
        if (!table.insert(token, text.hash(), MOST_PER_USER)) {
            return new Making.TooMany(MOST_PER_USER);
        }
        audit.accept(new ApiTokenEvent.Made(user, token.id(), label, token.scope(), from));
        return new Making.Made(token, text.text());
    }

    private static Optional<String> problem(
            String name, String scope, Set<Scope> scopes, @Nullable Instant expiresAt, Instant now) {
        if (name.isEmpty() || name.codePointCount(0, name.length()) > MOST_NAME || !Texts.isName(name)) {
            return Optional.of("name must have 1 to %d characters and no control characters".formatted(MOST_NAME));
        }
        boolean understood = Scope.FOR_API_TOKENS.containsAll(scopes)
                && !scopes.isEmpty()
                && scopes.size()
                        == Set.copyOf(List.of(scope.strip().split(" +", -1))).size();
        if (!understood) {
            return Optional.of("scope takes read, write and admin, with blanks between them: \"read write\"");
        }
        if (expiresAt != null && expiresAt.isAfter(LAST)) {
            return Optional.of("expiresAt is too far away; leave it out for a token without an end");
        }
        return expiresAt == null || expiresAt.isAfter(now)
                ? Optional.empty()
                : Optional.of("expiresAt is past; leave it out for a token without an end");
    }

    /// The youngest first.
    public List<ApiToken> of(UserId user) {
        return table.of(user);
    }

    /// Ends the token and its connections at once, on every node. False if the user has no such token.
    public boolean revoke(UserId owner, SessionId id, @Nullable InetAddress from) {
        Optional<ApiToken> token =
                table.of(owner).stream().filter(known -> known.id().equals(id)).findFirst();
        token.ifPresent(known -> {
            // Before it is forgotten: if that fails, the owner can ask again.
            endings.end(owner, id, EndReason.TOKEN_REVOKED);
            table.delete(owner, id);
            audit.accept(new ApiTokenEvent.Revoked(owner, id, known.name(), from));
        });
        return token.isPresent();
    }
}
