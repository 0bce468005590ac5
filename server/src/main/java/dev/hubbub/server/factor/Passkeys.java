package dev.hubbub.server.factor;

import com.yubico.webauthn.RegistrationResult;
import dev.hubbub.protocol.Texts;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.db.Passkey;
import dev.hubbub.server.db.PasskeyTable;
import dev.hubbub.server.factor.Challenge.Purpose;
import dev.hubbub.server.factor.FactorEvent.Kind;
import dev.hubbub.server.ids.Ids;
import dev.hubbub.server.session.Device;
import dev.hubbub.server.session.Standing;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// A user's passkeys: added, listed, removed. Safe for any thread; blocks.
public final class Passkeys {
    static final int MOST_PER_USER = 20;
    private static final int MOST_NAME = 64;

    private final PasskeyTable table;
    private final Ceremonies ceremonies;
    private final Challenges challenges;
    private final Function<UserId, Optional<Standing>> users;
    private final PasswordProof passwords;
    private final Consumer<FactorEvent> audit;
    private final InstantSource clock;
    private final Ids ids = new Ids();

    /// @param users those that may sign in, as they are now
    public Passkeys(
            PasskeyTable table,
            Ceremonies ceremonies,
            Challenges challenges,
            Function<UserId, Optional<Standing>> users,
            PasswordProof passwords,
            Consumer<FactorEvent> audit,
            InstantSource clock) {
        this.table = table;
        this.ceremonies = ceremonies;
        this.challenges = challenges;
        this.users = users;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
    }

    /// Asks the user's browser for a new one, if he knows his password.
    public PasskeyOutcome begin(UserId user, String password, Device device) {
        Optional<Standing> standing = users.apply(user);
        return switch (passwords.check(user, password, device)) {
            case PasswordProof.Verdict.Right() ->
                standing.<PasskeyOutcome>map(known -> new PasskeyOutcome.Asked(ceremonies.creation(
                                known.user(), challenges.make(Purpose.PASSKEY_REGISTRATION, known))))
                        .orElseGet(PasskeyOutcome.Refused::new);
            case PasswordProof.Verdict.Wrong() -> new PasskeyOutcome.WrongPassword();
            case PasswordProof.Verdict.Later(long retryAfterMs) -> new PasskeyOutcome.Later(retryAfterMs);
        };
    }

    /// @param credential what the browser made, as JSON
    public PasskeyOutcome add(UserId user, String name, String credential, Device device) {
        String label = name.strip();
        if (label.isEmpty() || label.codePointCount(0, label.length()) > MOST_NAME || !Texts.isName(label)) {
            return new PasskeyOutcome.Invalid(
                    "name must have 1 to %d characters and no control characters".formatted(MOST_NAME));
        }
        Optional<Ceremonies.Attested> attested = Ceremonies.attested(credential);
        Optional<Challenge> challenge =
                attested.flatMap(made -> challenges.read(Purpose.PASSKEY_REGISTRATION, made.challenge()));
        Optional<Standing> standing = users.apply(user)
                .filter(known -> challenge
                        .filter(asked -> user.equals(asked.user()) && asked.generation() == known.generation())
                        .isPresent());
        if (standing.isEmpty() || !challenges.spend(challenge.orElseThrow())) {
            return new PasskeyOutcome.Refused();
        }
        return ceremonies
                .register(standing.get().user(), attested.orElseThrow())
                .map(result -> keep(user, label, result, device))
                .orElseGet(PasskeyOutcome.Refused::new);
    }

    private PasskeyOutcome keep(UserId user, String name, RegistrationResult result, Device device) {
        Passkey passkey = new Passkey(
                ids.nextId(),
                user,
                result.getKeyId().getId().getBytes(),
                result.getPublicKeyCose().getBytes(),
                result.getSignatureCount(),
                name,
                clock.instant(),
                null);
        if (!table.insert(passkey, MOST_PER_USER)) {
            return new PasskeyOutcome.TooMany(MOST_PER_USER);
        }
        audit.accept(new FactorEvent(Kind.PASSKEY_ADDED, user, device.address()));
        return new PasskeyOutcome.Added(passkey);
    }

    /// The youngest first.
    public List<Passkey> of(UserId user) {
        return table.of(user);
    }

    /// False if the user has no such passkey.
    public boolean remove(UserId user, long id, Device device) {
        boolean removed = table.delete(user, id);
        if (removed) {
            audit.accept(new FactorEvent(Kind.PASSKEY_REMOVED, user, device.address()));
        }
        return removed;
    }
}
