package dev.hubbub.server.db;

import dev.hubbub.server.session.SessionStore;
import dev.hubbub.server.session.SessionStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionTableTest extends SessionStoreContract {
    private final Database database = Database.open(TestPostgres.freshDatabase());
    private final SessionTable table = new SessionTable(database);

    @Override
    protected SessionStore store() {
        return table;
    }

    @AfterAll
    void close() {
        database.close();
    }
}
