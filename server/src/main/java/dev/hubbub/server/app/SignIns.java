package dev.hubbub.server.app;

import dev.hubbub.server.account.CsrfTokens;
import dev.hubbub.server.account.SigningKey;
import dev.hubbub.server.account.Tokens;
import dev.hubbub.server.db.Database;
import dev.hubbub.server.db.EndListener;
import dev.hubbub.server.db.SessionEndTable;
import dev.hubbub.server.db.SessionTable;
import dev.hubbub.server.db.Users;
import dev.hubbub.server.ids.Ids;
import dev.hubbub.server.redis.RedisSessions;
import dev.hubbub.server.session.Endings;
import dev.hubbub.server.session.LoginSessions;
import dev.hubbub.server.session.Revocations;
import dev.hubbub.server.session.SessionStore;
import java.time.InstantSource;

/// Who is signed in, and how this node hears that somebody no longer is.
final class SignIns implements AutoCloseable {
    private final Parts parts = new Parts();
    private final Revocations revocations = new Revocations();
    private final Endings endings;
    private final Tokens tokens;
    private final CsrfTokens csrf;
    private final LoginSessions sessions;

    private SignIns(Storage storage, SigningKey key, AuditTrail audit, InstantSource clock) {
        Database database = storage.database();
        SessionEndTable ends = new SessionEndTable(database);
        SessionStore store = store(storage);
        tokens = new Tokens(key, revocations, clock);
        csrf = new CsrfTokens(key);
        endings = new Endings(ends, revocations);
        sessions = new LoginSessions(
                store, endings, new Users(database)::standing, tokens::issue, audit::take, new Ids(), clock);
        parts.add(EndListener.start(database, Revocations.KEPT, revocations::take));
        parts.add(new HourlySweep(() -> {
            store.deleteExpired(clock.instant());
            ends.deleteOld();
        }));
    }

    private static SessionStore store(Storage storage) {
        return storage.redis()
                .redis()
                .<SessionStore>map(RedisSessions::new)
                .orElseGet(() -> new SessionTable(storage.database()));
    }

    static SignIns start(Storage storage, SigningKey key, AuditTrail audit, InstantSource clock) {
        return new SignIns(storage, key, audit, clock);
    }

    Tokens tokens() {
        return tokens;
    }

    CsrfTokens csrf() {
        return csrf;
    }

    LoginSessions sessions() {
        return sessions;
    }

    Endings endings() {
        return endings;
    }

    Revocations revocations() {
        return revocations;
    }

    @Override
    public void close() {
        parts.close();
    }
}
