package dev.hubbub.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Role;
import dev.hubbub.server.account.Registrations.Result;
import dev.hubbub.server.db.Database;
import dev.hubbub.server.db.DatabaseSettings;
import dev.hubbub.server.db.NewUsers;
import dev.hubbub.server.db.OneTimeTokens;
import dev.hubbub.server.db.TestPostgres;
import dev.hubbub.server.ids.Ids;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Accounts on a real database, with a clock that tests turn.
final class AccountFixture implements AutoCloseable {
    static final String PASSWORD = "correct horse";

    final DatabaseSettings settings = TestPostgres.freshDatabase();
    final Database database = Database.open(settings);
    final PasswordHasher hasher = new PasswordHasher(4);
    final Ids ids = new Ids();
    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T09:00:00Z"));
    final InstantSource clock = now::get;
    final OneTimeTokens oneTimeTokens = new OneTimeTokens(database);
    final SetUp setUp = newSetUp();

    /// As a node that starts has it.
    SetUp newSetUp() {
        return new SetUp(new OneTimeTokens(database), clock);
    }

    Registrations registrations(RegistrationMode mode) {
        return new Registrations(new NewUsers(database), newSetUp(), mode, hasher, ids, clock);
    }

    static RegistrationForm form(String name, @Nullable String setupToken, @Nullable String invitation) {
        return new RegistrationForm(name, name + "@example.org", PASSWORD, setupToken, invitation);
    }

    static Person made(Registrations registrations, String name) {
        return made(registrations.register(form(name, null, null)));
    }

    static Person made(Result result) {
        assertThat(result).isInstanceOf(Result.Made.class);
        return ((Result.Made) result).user().user();
    }

    Person member(String name) {
        return made(registrations(RegistrationMode.OPEN), name);
    }

    Person administrator(String name) {
        String token = setUp.begin(Optional.empty()).orElseThrow();
        Result result = registrations(RegistrationMode.OPEN).register(form(name, token, null));
        assertThat(((Result.Made) result).user().role()).isEqualTo(Role.ADMINISTRATOR);
        return made(result);
    }

    /// The table as text, bytes in hexadecimal.
    String dump(String table) {
        return TestPostgres.query(
                settings.jdbcUrl(), "SELECT coalesce(string_agg(t::text, ';'), '') FROM " + table + " t");
    }

    @Override
    public void close() {
        hasher.close();
        database.close();
    }
}
