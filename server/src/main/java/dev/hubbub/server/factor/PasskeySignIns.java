package dev.hubbub.server.factor;

import com.yubico.webauthn.AssertionResult;
import com.yubico.webauthn.exception.AssertionFailedException;
import com.yubico.webauthn.exception.InvalidSignatureCountException;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.db.Passkey;
import dev.hubbub.server.db.PasskeyTable;
import dev.hubbub.server.factor.Challenge.Purpose;
import dev.hubbub.server.factor.FactorEvent.Kind;
import dev.hubbub.server.session.Device;
import dev.hubbub.server.session.LoginSessions;
import dev.hubbub.server.session.Standing;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Sign-in by passkey, without name and password. The passkey has verified its user, so no second factor is
/// asked. Safe for any thread; blocks.
public final class PasskeySignIns {
    private final PasskeyTable table;
    private final Ceremonies ceremonies;
    private final Challenges challenges;
    private final Function<UserId, Optional<Standing>> users;
    private final LoginSessions sessions;
    private final Consumer<FactorEvent> audit;
    private final InstantSource clock;

    /// @param users those that may sign in, as they are now
    public PasskeySignIns(
            PasskeyTable table,
            Ceremonies ceremonies,
            Challenges challenges,
            Function<UserId, Optional<Standing>> users,
            LoginSessions sessions,
            Consumer<FactorEvent> audit,
            InstantSource clock) {
        this.table = table;
        this.ceremonies = ceremonies;
        this.challenges = challenges;
        this.users = users;
        this.sessions = sessions;
        this.audit = audit;
        this.clock = clock;
    }

    /// What anybody's browser may be asked, as JSON.
    public String begin() {
        return ceremonies.request(challenges.make(Purpose.PASSKEY_SIGN_IN, null));
    }

    /// @param credential what the browser answered, as JSON
    public PasskeyOutcome finish(String credential, Device device) {
        Optional<Ceremonies.Asserted> asserted = Ceremonies.asserted(credential);
        Optional<Challenge> challenge =
                asserted.flatMap(answer -> challenges.read(Purpose.PASSKEY_SIGN_IN, answer.challenge()));
        Optional<Passkey> key = asserted.flatMap(answer -> table.find(answer.credentialId()));
        // Before the signature is checked: what ends meanwhile ends this sign-in too.
        Optional<Standing> user = key.map(Passkey::user).flatMap(users);
        if (challenge.isEmpty() || user.isEmpty()) {
            return new PasskeyOutcome.Refused();
        }
        try {
            AssertionResult result = ceremonies.verify(asserted.orElseThrow());
            boolean good = result.isSuccess() && result.isUserVerified() && challenges.spend(challenge.get());
            if (!good) {
                return new PasskeyOutcome.Refused();
            }
            table.used(key.orElseThrow().id(), result.getSignatureCount(), clock.instant());
            return new PasskeyOutcome.Accepted(sessions.begin(user.get(), device));
        } catch (InvalidSignatureCountException e) {
            audit.accept(new FactorEvent(Kind.PASSKEY_CLONED, user.get().user().id(), device.address()));
            return new PasskeyOutcome.Refused();
        } catch (AssertionFailedException | IllegalArgumentException e) {
            return new PasskeyOutcome.Refused();
        }
    }
}
