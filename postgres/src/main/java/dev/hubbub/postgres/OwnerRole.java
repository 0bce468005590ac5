package dev.hubbub.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The role that the server works as. It owns the database and its tables, and that is all: a superuser reads and
/// writes files and runs programs, and so would whoever slips a statement in.
///
/// It is made in PostgreSQL's single-user mode, while nobody can connect, so that the superuser's password never
/// crosses a socket. Made again it gets another password, and the tables that the superuser made in earlier versions.
final class OwnerRole {
    static final String NAME = "hubbub_owner";

    private OwnerRole() {}

    /// @param password of letters, digits, `-` and `_`
    static void make(Binaries binaries, Launcher launcher, Path data, String password) throws IOException {
        var words = List.of(
                binaries.postgres().toString(),
                "--single",
                "-D",
                data.toString(),
                // Or a failed statement would go by unnoticed.
                "-c",
                "exit_on_error=on",
                "-c",
                "log_min_error_statement=panic",
                "postgres");
        var outcome = launcher.command(words).run(data, statements(password));
        if (!outcome.succeeded()) {
            throw new PostgresStartException("The role %s could not be made in %s. PostgreSQL says:\n%s"
                    .formatted(NAME, data, outcome.output()));
        }
    }

    /// Single-user mode takes a line for a statement.
    private static String statements(String password) {
        return """
            DO $$ BEGIN IF to_regrole('hubbub_owner') IS NULL THEN CREATE ROLE hubbub_owner; END IF; END $$
            ALTER ROLE hubbub_owner LOGIN CREATEDB PASSWORD '%s'
            ALTER DATABASE postgres OWNER TO hubbub_owner
            DO $$ DECLARE r record; BEGIN \
            FOR r IN SELECT oid::regclass AS name FROM pg_class \
            WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm') \
            LOOP EXECUTE format('ALTER TABLE %%s OWNER TO hubbub_owner', r.name); END LOOP; END $$
            """.formatted(password);
    }
}
