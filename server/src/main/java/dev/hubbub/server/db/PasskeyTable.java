package dev.hubbub.server.db;

import static dev.hubbub.schema.generated.Tables.PASSKEYS;
import static dev.hubbub.schema.generated.Tables.USERS;

import dev.hubbub.protocol.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;

/// The passkeys. Safe for any thread; blocks.
public final class PasskeyTable {
    private final DSLContext sql;

    public PasskeyTable(Database database) {
        sql = database.sql();
    }

    /// False if the user has as many as he may, or somebody has this one.
    public boolean insert(Passkey passkey, int most) {
        return sql.transactionResult(transaction -> {
            DSLContext tx = transaction.dsl();
            // One at a time for each user, or two that are made at once would both find room.
            tx.select(USERS.ID)
                    .from(USERS)
                    .where(USERS.ID.eq(passkey.user().value()))
                    .forNoKeyUpdate()
                    .fetch();
            if (tx.fetchCount(PASSKEYS, PASSKEYS.USER_ID.eq(passkey.user().value())) >= most) {
                return false;
            }
            return tx.insertInto(PASSKEYS)
                            .set(PASSKEYS.ID, passkey.id())
                            .set(PASSKEYS.USER_ID, passkey.user().value())
                            .set(PASSKEYS.CREDENTIAL_ID, passkey.credentialId())
                            .set(PASSKEYS.PUBLIC_KEY, passkey.publicKey())
                            .set(PASSKEYS.SIGN_COUNT, passkey.signCount())
                            .set(PASSKEYS.NAME, passkey.name())
                            .set(PASSKEYS.CREATED_AT, passkey.createdAt())
                            .onConflictDoNothing()
                            .execute()
                    == 1;
        });
    }

    public Optional<Passkey> find(byte[] credentialId) {
        return sql.selectFrom(PASSKEYS)
                .where(PASSKEYS.CREDENTIAL_ID.eq(credentialId))
                .fetchOptional(PasskeyTable::passkey);
    }

    /// The youngest first.
    public List<Passkey> of(UserId user) {
        return sql.selectFrom(PASSKEYS)
                .where(PASSKEYS.USER_ID.eq(user.value()))
                .orderBy(PASSKEYS.CREATED_AT.desc(), PASSKEYS.ID.desc())
                .fetch(PasskeyTable::passkey);
    }

    /// False if the user has none of this id.
    public boolean delete(UserId owner, long id) {
        return sql.deleteFrom(PASSKEYS)
                        .where(PASSKEYS.ID.eq(id), PASSKEYS.USER_ID.eq(owner.value()))
                        .execute()
                == 1;
    }

    public void used(long id, long signCount, Instant at) {
        sql.update(PASSKEYS)
                .set(PASSKEYS.SIGN_COUNT, signCount)
                .set(PASSKEYS.USED_AT, at)
                .where(PASSKEYS.ID.eq(id))
                .execute();
    }

    private static Passkey passkey(Record row) {
        return new Passkey(
                row.get(PASSKEYS.ID),
                new UserId(row.get(PASSKEYS.USER_ID)),
                row.get(PASSKEYS.CREDENTIAL_ID),
                row.get(PASSKEYS.PUBLIC_KEY),
                row.get(PASSKEYS.SIGN_COUNT),
                row.get(PASSKEYS.NAME),
                row.get(PASSKEYS.CREATED_AT),
                row.get(PASSKEYS.USED_AT));
    }
}
