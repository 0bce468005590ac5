package dev.hubbub.server.app;

import dev.hubbub.server.account.AccountEvent;
import dev.hubbub.server.account.Accounts;
import dev.hubbub.server.account.LoginThrottle;
import dev.hubbub.server.account.PasswordChecks;
import dev.hubbub.server.account.PasswordHasher;
import dev.hubbub.server.account.Registrations;
import dev.hubbub.server.account.SetUp;
import dev.hubbub.server.db.Database;
import dev.hubbub.server.db.NewUsers;
import dev.hubbub.server.db.OneTimeTokens;
import dev.hubbub.server.db.UserChanges;
import dev.hubbub.server.db.Users;
import dev.hubbub.server.ids.Ids;
import dev.hubbub.server.session.LoginSessions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How people come by accounts and keep them.
///
/// @param features what the controllers ask for
/// @param setupToken empty once there is an administrator
record AccountParts(List<Object> features, Optional<String> setupToken) {
    private static final Logger AUDIT = LoggerFactory.getLogger("audit");

    static AccountParts start(
            AccountConfig config,
            Database database,
            LoginSessions sessions,
            PasswordHasher hasher,
            InstantSource clock) {
        SetUp setUp = new SetUp(new OneTimeTokens(database), clock);
        Registrations registrations =
                new Registrations(new NewUsers(database), setUp, config.registration(), hasher, new Ids(), clock);
        registrations.shapeOldNames();
        Consumer<AccountEvent> audit = event -> AUDIT.info("{}", event);
        PasswordChecks passwords = new PasswordChecks(
                new Users(database),
                new UserChanges(database),
                hasher,
                new LoginThrottle(config.failedLogins(), config.failedLoginsPerAddress()),
                audit);
        Accounts accounts = new Accounts(registrations, passwords, sessions, audit);
        return new AccountParts(List.of(accounts), setUp.begin(config.setupToken()));
    }

    /// Never the token.
    @Override
    public String toString() {
        return "AccountParts";
    }
}
