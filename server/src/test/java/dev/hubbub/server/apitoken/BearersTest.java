package dev.hubbub.server.apitoken;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Role;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.command.Caller;
import dev.hubbub.server.command.Callers;
import dev.hubbub.server.command.Scope;
import dev.hubbub.server.db.ApiToken;
import dev.hubbub.server.db.ApiTokenTable;
import dev.hubbub.server.ids.Ids;
import dev.hubbub.server.log.LogFixture;
import dev.hubbub.server.session.EndReason;
import dev.hubbub.server.session.EndedSession;
import dev.hubbub.server.session.Revocations;
import dev.hubbub.server.session.SessionId;
import dev.hubbub.server.session.Standing;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class BearersTest {
    private static final Instant NOW = Instant.parse("2026-11-24T01:02:03Z");
    private static final InetAddress HOME = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress AWAY = InetAddress.ofLiteral("192.0.2.2");

    private final LogFixture store = new LogFixture();
    private final ApiTokenTable table = new ApiTokenTable(store.database);
    private final Revocations revocations = new Revocations();
    private final Map<UserId, Standing> users =
            new ConcurrentHashMap<>(Map.of(store.ana.id(), standing(store.ana, Role.MEMBER, 0)));
    private final List<ApiTokenEvent> audit = new CopyOnWriteArrayList<>();
    private final Bearers bearers = new Bearers(
            text -> text.equals("jwt") ? Optional.of(Callers.of(store.bo)) : Optional.empty(),
            this::holds,
            user -> Optional.ofNullable(users.get(user)),
            table,
            audit::add,
            () -> NOW);

    private boolean holds(Caller caller) {
        return NOW.isBefore(caller.expiresAt())
                && !revocations.cover(caller.user().id(), caller.session(), caller.generation());
    }

    @AfterEach
    void close() {
        bearers.close();
        store.close();
    }

    @Test
    void anApiTokenSpeaksForItsOwnerWithinItsScopes() {
        String text = make("read write", null);
        Caller caller = verify(text).orElseThrow();
        assertThat(caller.user()).isEqualTo(store.ana);
        assertThat(caller.scopes()).containsExactlyInAnyOrder(Scope.READ, Scope.WRITE);
        assertThat(caller.expiresAt()).isEqualTo(Instant.MAX);
        assertThat(caller.isSignIn()).isFalse();
    }

    @Test
    void aSignInsTokenIsAnsweredAtOnceAndIsNone() {
        assertThat(bearers.verify("jwt", HOME).toCompletableFuture()).isDone();
        assertThat(verify("jwt").orElseThrow().isSignIn()).isTrue();
        assertThat(audit).isEmpty();
    }

    @Test
    void oneThatWasUsedIsAnsweredAtOnce() {
        String text = make("read", null);
        assertThat(verify(text)).isPresent();
        assertThat(bearers.verify(text, HOME).toCompletableFuture()).isDone();
    }

    @Test
    void oneThatNobodyMadeIsRefused() {
        assertThat(verify(ApiTokenText.random().text())).isEmpty();
    }

    @Test
    void anExpiredOneIsRefused() {
        assertThat(verify(make("read", NOW))).isEmpty();
        assertThat(verify(make("read", NOW.plusSeconds(1)))).isPresent();
    }

    @Test
    void aDeactivatedUsersIsRefusedThoughItWasUsedJustNow() {
        String text = make("read", null);
        assertThat(verify(text)).isPresent();
        users.clear();
        revocations.take(new EndedSession.Earlier(store.ana.id(), 1, EndReason.DEACTIVATED));
        assertThat(verify(text)).isEmpty();
    }

    @Test
    void aRevokedOneIsRefusedThoughItWasUsedJustNow() {
        String text = make("read", null);
        Caller caller = verify(text).orElseThrow();
        revocations.take(new EndedSession.One(store.ana.id(), caller.session(), EndReason.TOKEN_REVOKED));
        assertThat(verify(text)).isEmpty();
    }

    @Test
    void aNewRoleIsFoundAndTheTokenGoesOn() {
        String text = make("admin", null);
        assertThat(verify(text).orElseThrow().role()).isEqualTo(Role.MEMBER);
        users.put(store.ana.id(), standing(store.ana, Role.ADMINISTRATOR, 1));
        revocations.take(new EndedSession.Earlier(store.ana.id(), 1, EndReason.TOKENS_OUTDATED));
        assertThat(verify(text).orElseThrow().role()).isEqualTo(Role.ADMINISTRATOR);
    }

    @Test
    void theLastUseIsWrittenAndANewAddressAudited() {
        String text = make("read", null);
        verify(text, HOME);
        verify(text, HOME);
        verify(text, AWAY);
        bearers.close();
        ApiToken token = table.of(store.ana.id()).getFirst();
        assertThat(token.usedAt()).isEqualTo(NOW);
        assertThat(token.usedFrom()).isEqualTo("192.0.2.2");
        assertThat(audit)
                .containsExactly(
                        new ApiTokenEvent.UsedFrom(store.ana.id(), token.id(), "bot", HOME),
                        new ApiTokenEvent.UsedFrom(store.ana.id(), token.id(), "bot", AWAY));
    }

    @Test
    void nobodyHasMoreThanHeMay() {
        for (int i = 0; i < ApiTokens.MOST_PER_USER; i++) {
            make("read", null);
        }
        assertThat(table.insert(token("read", null), ApiTokenText.random().hash(), ApiTokens.MOST_PER_USER))
                .isFalse();
        assertThat(table.of(store.ana.id())).hasSize(ApiTokens.MOST_PER_USER);
    }

    private String make(String scope, @Nullable Instant expiresAt) {
        ApiTokenText text = ApiTokenText.random();
        assertThat(table.insert(token(scope, expiresAt), text.hash(), ApiTokens.MOST_PER_USER))
                .isTrue();
        return text.text();
    }

    private ApiToken token(String scope, @Nullable Instant expiresAt) {
        return new ApiToken(new SessionId(new Ids().nextId()), store.ana.id(), "bot", scope, NOW, expiresAt, null, "");
    }

    private Optional<Caller> verify(String text) {
        return verify(text, HOME);
    }

    private Optional<Caller> verify(String text, InetAddress from) {
        return bearers.verify(text, from)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private static Standing standing(Person user, Role role, long generation) {
        return new Standing(user, role, generation);
    }
}
