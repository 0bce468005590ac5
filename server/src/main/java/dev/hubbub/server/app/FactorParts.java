package dev.hubbub.server.app;

import dev.hubbub.server.account.SigningKey;
import dev.hubbub.server.db.ChallengeAnswers;
import dev.hubbub.server.db.Database;
import dev.hubbub.server.db.FactorTable;
import dev.hubbub.server.db.PasskeyTable;
import dev.hubbub.server.db.Users;
import dev.hubbub.server.factor.Authenticators;
import dev.hubbub.server.factor.Ceremonies;
import dev.hubbub.server.factor.Challenges;
import dev.hubbub.server.factor.Codes;
import dev.hubbub.server.factor.FactorEvent;
import dev.hubbub.server.factor.PasskeySignIns;
import dev.hubbub.server.factor.PasskeySite;
import dev.hubbub.server.factor.Passkeys;
import dev.hubbub.server.factor.PasswordProof;
import dev.hubbub.server.factor.SecondFactors;
import dev.hubbub.server.factor.SecretBox;
import dev.hubbub.server.ids.Ids;
import dev.hubbub.server.session.LoginSessions;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/// What people show besides their passwords.
final class FactorParts implements AutoCloseable {
    private final Parts parts = new Parts();
    private final Consumer<FactorEvent> audit;
    private final InstantSource clock;
    private final Database database;
    private final Users users;
    private final LoginSessions sessions;
    private final Challenges challenges;
    private final FactorTable table;
    private final SecretBox box;
    private final Codes codes;
    private final SecondFactors secondFactors;

    private FactorParts(Database database, SigningKey key, SignIns signIns, AuditTrail trail, InstantSource clock) {
        audit = trail::take;
        this.clock = clock;
        this.database = database;
        sessions = signIns.sessions();
        users = new Users(database);
        table = new FactorTable(database);
        box = new SecretBox(key.derive("hubbub factor secrets", "AES"));
        codes = new Codes(table, box, audit, clock);
        ChallengeAnswers answers = new ChallengeAnswers(database);
        challenges = new Challenges(key.derive("hubbub factor challenges", "HmacSHA256"), answers, new Ids(), clock);
        secondFactors = new SecondFactors(table, codes, challenges, users::standing, sessions);
        parts.add(new HourlySweep(() -> answers.deleteExpired(clock.instant())));
    }

    static FactorParts start(
            Database database, SigningKey key, SignIns signIns, AuditTrail trail, InstantSource clock) {
        return new FactorParts(database, key, signIns, trail, clock);
    }

    SecondFactors secondFactors() {
        return secondFactors;
    }

    /// What the controllers ask for.
    ///
    /// @param password asks for it again before a factor changes
    List<Object> features(Config config, PasswordProof password) {
        PasskeyTable keys = new PasskeyTable(database);
        Ceremonies ceremonies =
                new Ceremonies(config.publicUrl().map(PasskeySite::at).orElseGet(PasskeySite::localhost), keys);
        return List.of(
                secondFactors,
                new Authenticators(table, codes, box, password, audit, clock),
                new Passkeys(keys, ceremonies, challenges, users::standing, password, audit, clock),
                new PasskeySignIns(keys, ceremonies, challenges, users::standing, sessions, audit, clock));
    }

    @Override
    public void close() {
        parts.close();
    }
}
