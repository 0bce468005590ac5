package dev.hubbub.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.account.SigningKey;
import dev.hubbub.server.account.Tokens;
import dev.hubbub.server.db.Admission;
import dev.hubbub.server.db.Database;
import dev.hubbub.server.db.NewUser;
import dev.hubbub.server.db.NewUsers;
import dev.hubbub.server.db.SessionEndTable;
import dev.hubbub.server.db.SessionTable;
import dev.hubbub.server.db.TestPostgres;
import dev.hubbub.server.db.Users;
import dev.hubbub.server.ids.Ids;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class LoginSessionsTest {
    private static final Person ANA = new Person(new UserId(7), "ana");
    private static final Device LAPTOP = new Device("a browser", InetAddress.ofLiteral("192.0.2.7"));

    private final Database database = Database.open(TestPostgres.freshDatabase());
    private final Users users = new Users(database);
    private final Revocations revocations = new Revocations();
    private final Tokens tokens =
            new Tokens(SigningKey.ofSecret(SigningKey.randomSecret()), revocations, Clock.systemUTC());
    private final List<SessionEvent> audited = new CopyOnWriteArrayList<>();
    private final LoginSessions sessions = new LoginSessions(
            new SessionTable(database),
            new Endings(new SessionEndTable(database), revocations),
            users::standing,
            tokens::issue,
            audited::add,
            new Ids(),
            Clock.systemUTC());

    @BeforeEach
    void register() {
        var ana = new NewUser(ANA.id(), "ana", Set.of("ana"), "ana@example.org", "hash", Instant.now());
        new NewUsers(database).insert(ana, new Admission.Open());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatItsUserIsToldOutdatedIsRefusedAndTheSessionGoesOn() {
        SignedIn ana = begin();
        sessions.demand(ANA.id());
        assertThat(isGood(ana)).isFalse();
        assertThat(sessions.refresh(ana.refreshToken(), LAPTOP))
                .hasValueSatisfying(next -> assertThat(isGood(next)).isTrue());
    }

    @Test
    void whenAllEndNothingIsLeftAndANewSignInIsGood() {
        SignedIn laptop = begin();
        SignedIn phone = begin();
        sessions.endAll(ANA.id(), EndReason.PASSWORD_CHANGED);
        assertThat(List.of(isGood(laptop), isGood(phone))).containsOnly(false);
        assertThat(sessions.refresh(laptop.refreshToken(), LAPTOP)).isEmpty();
        assertThat(sessions.of(ANA.id())).isEmpty();
        assertThat(isGood(begin())).isTrue();
    }

    /// The password was checked before it changed, and the session begins after.
    @Test
    void aSignInUnderwayWhileThePasswordChangesComesToNothing() {
        Standing before = users.standing(ANA.id()).orElseThrow();
        sessions.endAll(ANA.id(), EndReason.PASSWORD_CHANGED);
        SignedIn late = sessions.begin(before, LAPTOP);
        assertThat(isGood(late)).isFalse();
        assertThat(sessions.refresh(late.refreshToken(), LAPTOP)).isEmpty();
    }

    @Test
    void aReusedTokenIsAuditedWithWhereItCameFrom() {
        SignedIn ana = begin();
        sessions.refresh(ana.refreshToken(), LAPTOP);
        Device elsewhere = new Device("curl", InetAddress.ofLiteral("203.0.113.9"));
        assertThat(sessions.refresh(ana.refreshToken(), elsewhere)).isEmpty();
        assertThat(audited)
                .contains(new SessionEvent.TokenReused(ANA.id(), ana.session(), elsewhere.address()))
                .contains(new SessionEvent.Ended(ANA.id(), ana.session(), EndReason.TOKEN_REUSED));
    }

    @Test
    void whoSignsInWithoutEndLosesWhatHeUsedLongestAgo() {
        SignedIn first = begin();
        for (int i = 0; i < LoginSessions.MOST_PER_USER; i++) {
            begin();
        }
        assertThat(sessions.of(ANA.id())).hasSize(LoginSessions.MOST_PER_USER);
        assertThat(isGood(first)).isFalse();
        assertThat(audited).contains(new SessionEvent.Ended(ANA.id(), first.session(), EndReason.TOO_MANY));
    }

    @Test
    void anotherUserCannotEndIt() {
        SignedIn ana = begin();
        assertThat(sessions.end(new UserId(8), ana.session(), EndReason.ENDED_BY_USER))
                .isFalse();
        assertThat(isGood(ana)).isTrue();
    }

    private SignedIn begin() {
        return sessions.begin(users.standing(ANA.id()).orElseThrow(), LAPTOP);
    }

    private boolean isGood(SignedIn signedIn) {
        return tokens.verify(signedIn.accessToken()).isPresent();
    }
}
