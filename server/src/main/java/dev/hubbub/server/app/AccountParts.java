package dev.hubbub.server.app;

import dev.hubbub.server.account.AccountEvent;
import dev.hubbub.server.account.Accounts;
import dev.hubbub.server.account.Closures;
import dev.hubbub.server.account.Departures;
import dev.hubbub.server.account.Invitations;
import dev.hubbub.server.account.LoginThrottle;
import dev.hubbub.server.account.MadeChanges;
import dev.hubbub.server.account.OwnAccount;
import dev.hubbub.server.account.OwnPassword;
import dev.hubbub.server.account.PasswordChecks;
import dev.hubbub.server.account.PasswordHasher;
import dev.hubbub.server.account.PasswordResets;
import dev.hubbub.server.account.Registrations;
import dev.hubbub.server.account.SetUp;
import dev.hubbub.server.account.UserAdministration;
import dev.hubbub.server.command.CommandHandler;
import dev.hubbub.server.db.Database;
import dev.hubbub.server.db.InvitationTable;
import dev.hubbub.server.db.NewUsers;
import dev.hubbub.server.db.OneTimeTokens;
import dev.hubbub.server.db.RoomTable;
import dev.hubbub.server.db.UserChanges;
import dev.hubbub.server.db.Users;
import dev.hubbub.server.factor.SecondFactors;
import dev.hubbub.server.ids.Ids;
import dev.hubbub.server.mail.Mailer;
import dev.hubbub.server.session.LoginSessions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How people come by accounts and keep them.
final class AccountParts implements AutoCloseable {
    private final Parts parts = new Parts();
    private final List<Object> features;
    private final OwnPassword password;
    private final Optional<String> setupToken;

    private AccountParts(
            AccountConfig config,
            Database database,
            LoginSessions sessions,
            SecondFactors secondFactors,
            CommandHandler commands,
            PasswordHasher hasher,
            AuditTrail trail,
            Metrics metrics,
            InstantSource clock) {
        Consumer<AccountEvent> audit = trail::take;
        Ids ids = new Ids();
        OneTimeTokens tokens = new OneTimeTokens(database);
        SetUp setUp = new SetUp(tokens, clock);
        Registrations registrations =
                new Registrations(new NewUsers(database), setUp, config.registration(), hasher, ids, clock);
        registrations.shapeOldNames();
        Users users = new Users(database);
        UserChanges changes = new UserChanges(database);
        LoginThrottle throttle = new LoginThrottle(config.failedLogins(), config.failedLoginsPerAddress());
        PasswordChecks passwords = new PasswordChecks(users, changes, hasher, throttle, audit);
        password = new OwnPassword(passwords);
        Invitations invitations = new Invitations(new InvitationTable(database), config.inviters(), audit, ids, clock);
        Departures departures = new Departures(new RoomTable(database), users, commands::handle);
        MadeChanges made = new MadeChanges(sessions, audit);
        Closures closures = new Closures(changes, made, departures, clock);
        @Nullable
        Mailer mailer = config.mail().map(smtp -> parts.add(new Mailer(smtp))).orElse(null);
        watch(metrics, throttle, mailer);
        features = List.of(
                new Accounts(registrations, passwords, sessions, secondFactors, audit),
                new PasswordResets(users, tokens, changes, made, passwords, mailer, clock),
                invitations,
                new UserAdministration(users, changes, made, closures, sessions, audit, clock),
                new OwnAccount(users, changes, made, closures, passwords, mailer, sessions));
        setupToken = setUp.begin(config.setupToken());
        parts.add(new HourlySweep(() -> {
            tokens.deleteExpired(clock.instant());
            invitations.deleteOld();
            departures.finish();
        }));
    }

    private static void watch(Metrics metrics, LoginThrottle throttle, @Nullable Mailer mailer) {
        metrics.watch(throttle);
        if (mailer != null) {
            metrics.watch(mailer);
        }
    }

    static AccountParts start(
            AccountConfig config,
            Database database,
            LoginSessions sessions,
            SecondFactors secondFactors,
            CommandHandler commands,
            PasswordHasher hasher,
            AuditTrail trail,
            Metrics metrics,
            InstantSource clock) {
        return new AccountParts(config, database, sessions, secondFactors, commands, hasher, trail, metrics, clock);
    }

    /// What the controllers ask for.
    List<Object> features() {
        return features;
    }

    /// Asks somebody who is signed in for his password again.
    OwnPassword password() {
        return password;
    }

    /// Empty once there is an administrator.
    Optional<String> setupToken() {
        return setupToken;
    }

    @Override
    public void close() {
        parts.close();
    }
}
