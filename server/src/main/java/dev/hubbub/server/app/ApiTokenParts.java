package dev.hubbub.server.app;

import dev.hubbub.server.apitoken.ApiTokenEvent;
import dev.hubbub.server.apitoken.ApiTokens;
import dev.hubbub.server.apitoken.Bearers;
import dev.hubbub.server.db.ApiTokenTable;
import dev.hubbub.server.db.Database;
import dev.hubbub.server.db.Users;
import dev.hubbub.server.ids.Ids;
import java.time.InstantSource;
import java.util.function.Consumer;

/// The tokens of bots and scripts, beside those of [SignIns].
final class ApiTokenParts implements AutoCloseable {
    private final Parts parts = new Parts();
    private final Bearers bearers;
    private final ApiTokens tokens;

    private ApiTokenParts(Database database, SignIns signIns, AuditTrail trail, InstantSource clock) {
        ApiTokenTable table = new ApiTokenTable(database);
        Consumer<ApiTokenEvent> audit = trail::take;
        bearers = parts.add(new Bearers(
                signIns.tokens()::verify, signIns.tokens()::holds, new Users(database)::standing, table, audit, clock));
        tokens = new ApiTokens(table, signIns.endings(), audit, new Ids(), clock);
        parts.add(new HourlySweep(() -> table.deleteExpired(clock.instant())));
    }

    static ApiTokenParts start(Database database, SignIns signIns, AuditTrail trail, InstantSource clock) {
        return new ApiTokenParts(database, signIns, trail, clock);
    }

    Bearers bearers() {
        return bearers;
    }

    ApiTokens tokens() {
        return tokens;
    }

    @Override
    public void close() {
        parts.close();
    }
}
