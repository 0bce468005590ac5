package dev.hubbub.server.db;

import static dev.hubbub.schema.generated.Tables.SETTINGS;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;

/// Makes the name of a database's history from what changes when the history may have rewound.
final class Epoch {
    private static final int LENGTH = 16;

    private Epoch() {}

    static String read(DSLContext sql) {
        String setting = sql.select(SETTINGS.VALUE)
                .from(SETTINGS)
                .where(SETTINGS.KEY.eq("epoch"))
                .fetchSingle(SETTINGS.VALUE);
        // Hashed, or the wire would tell strangers the cluster's identifier.
        return hash(setting
                + "/" + optional(sql, "select system_identifier::text from pg_control_system()")
                + "/" + optional(sql, "select substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)"));
    }

    /// Some managed services do not let an ordinary user read it; then the epoch does without.
    private static String optional(DSLContext sql, String query) {
        try {
            return String.valueOf(sql.fetchValue(query));
        } catch (DataAccessException _) {
            return "";
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
