package dev.hubbub.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.protocol.UserId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class UserChangesTest {
    private static final UserId ANA = new UserId(101);
    private static final UserId BO = new UserId(102);
    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    private static final List<String> KEYS = List.of("api_tokens", "passkeys", "totp_secrets", "recovery_codes");

    private final DatabaseSettings settings = TestPostgres.freshDatabase();
    private final Database database = Database.open(settings);
    private final UserChanges changes = new UserChanges(database);

    @BeforeEach
    void moveIn() {
        moveIn(ANA);
        moveIn(BO);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whoIsDeletedLeavesNothingBehindThatOpensADoor() {
        assertThat(changes.delete(ANA, NOW)).isInstanceOf(UserChange.Ended.class);
        assertThat(KEYS).allSatisfy(table -> {
            assertThat(rows(table, ANA)).as(table).isZero();
            assertThat(rows(table, BO)).as(table).isPositive();
        });
    }

    @Test
    void heIsDeletedWithHisKeysOrNotAtAll() {
        TestPostgres.execute(settings.jdbcUrl(), """
                CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'cut'; END $$;
                CREATE TRIGGER fail BEFORE INSERT ON session_ends FOR EACH ROW EXECUTE FUNCTION fail()""");
        assertThatThrownBy(() -> changes.delete(ANA, NOW)).hasMessageContaining("cut");
        assertThat(KEYS).allSatisfy(table -> assertThat(rows(table, ANA)).isPositive());
        assertThat(query("SELECT username FROM users WHERE id = " + ANA)).isEqualTo("user" + ANA);
    }

    /// With one of everything.
    private void moveIn(UserId user) {
        TestPostgres.execute(settings.jdbcUrl(), """
                INSERT INTO users (id, username, username_key, email, email_key, password_hash, created_at)
                VALUES (%1$s, 'user%1$s', 'user%1$s', 'user%1$s@example.org', 'user%1$s@example.org', '!', now());
                INSERT INTO api_tokens (id, user_id, hash, name, scopes, created_at)
                VALUES (%1$s, %1$s, '\\x%1$s0', 'bot', 'read', now());
                INSERT INTO passkeys (id, user_id, credential_id, public_key, sign_count, name, created_at)
                VALUES (%1$s, %1$s, '\\x%1$s0', '', 0, 'phone', now());
                INSERT INTO totp_secrets (user_id, secret, created_at) VALUES (%1$s, '', now());
                INSERT INTO recovery_codes (user_id, hash) VALUES (%1$s, ''), (%1$s, '\\x01')""".formatted(user));
    }

    private long rows(String table, UserId user) {
        return Long.parseLong(query("SELECT count(*) FROM %s WHERE user_id = %s".formatted(table, user)));
    }

    private String query(String sql) {
        return TestPostgres.query(settings.jdbcUrl(), sql);
    }
}
