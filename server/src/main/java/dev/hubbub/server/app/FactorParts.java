package dev.hubbub.server.app;

import dev.hubbub.server.account.SigningKey;
import dev.hubbub.server.db.ChallengeAnswers;
import dev.hubbub.server.db.Database;
import dev.hubbub.server.db.FactorTable;
import dev.hubbub.server.db.Users;
import dev.hubbub.server.factor.Authenticators;
import dev.hubbub.server.factor.Challenges;
import dev.hubbub.server.factor.Codes;
import dev.hubbub.server.factor.FactorEvent;
import dev.hubbub.server.factor.PasswordProof;
import dev.hubbub.server.factor.SecondFactors;
import dev.hubbub.server.factor.SecretBox;
import dev.hubbub.server.ids.Ids;
import dev.hubbub.server.session.SessionSweep;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What people show besides their passwords.
final class FactorParts implements AutoCloseable {
    private static final Logger AUDIT = LoggerFactory.getLogger("audit");

    private final Parts parts = new Parts();
    private final Consumer<FactorEvent> audit = event -> AUDIT.info("{}", event);
    private final InstantSource clock;
    private final FactorTable table;
    private final SecretBox box;
    private final Codes codes;
    private final SecondFactors secondFactors;

    private FactorParts(Database database, SigningKey key, SignIns signIns, InstantSource clock) {
        this.clock = clock;
        table = new FactorTable(database);
        box = new SecretBox(key.derive("hubbub factor secrets", "AES"));
        codes = new Codes(table, box, audit, clock);
        ChallengeAnswers answers = new ChallengeAnswers(database);
        Challenges challenges =
                new Challenges(key.derive("hubbub factor challenges", "HmacSHA256"), answers, new Ids(), clock);
        secondFactors =
                new SecondFactors(table, codes, challenges, new Users(database)::standing, signIns.sessions());
        parts.add(new SessionSweep(() -> answers.deleteExpired(clock.instant())));
    }

    static FactorParts start(Database database, SigningKey key, SignIns signIns, InstantSource clock) {
        return new FactorParts(database, key, signIns, clock);
    }

    SecondFactors secondFactors() {
        return secondFactors;
    }

    /// What the controllers ask for.
    ///
    /// @param password asks for it again before a factor changes
    List<Object> features(PasswordProof password) {
        return List.of(secondFactors, new Authenticators(table, codes, box, password, audit, clock));
    }

    @Override
    public void close() {
        parts.close();
    }
}
