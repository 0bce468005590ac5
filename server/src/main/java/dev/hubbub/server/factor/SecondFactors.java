package dev.hubbub.server.factor;

import dev.hubbub.protocol.UserId;
import dev.hubbub.server.db.FactorTable;
import dev.hubbub.server.factor.Challenge.Purpose;
import dev.hubbub.server.session.Device;
import dev.hubbub.server.session.LoginSessions;
import dev.hubbub.server.session.Standing;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// What stands between a right password and the sign-in, for those who want it. Nobody learns that somebody
/// does before the password was right. Safe for any thread; blocks.
public final class SecondFactors {
    private final FactorTable table;
    private final Codes codes;
    private final Challenges challenges;
    private final Function<UserId, Optional<Standing>> users;
    private final LoginSessions sessions;

    /// What a client answers by a code, within the time.
    public record Asked(String challenge, Duration within) {
        /// Never the challenge.
        @Override
        public String toString() {
            return "Asked";
        }
    }

    /// @param users those that may sign in, as they are now
    public SecondFactors(
            FactorTable table,
            Codes codes,
            Challenges challenges,
            Function<UserId, Optional<Standing>> users,
            LoginSessions sessions) {
        this.table = table;
        this.codes = codes;
        this.challenges = challenges;
        this.users = users;
        this.sessions = sessions;
    }

    /// For someone who has shown his password: empty if that is enough.
    ///
    /// @param user read before he showed it
    public Optional<Asked> required(Standing user) {
        return table.isTotpOn(user.user().id())
                ? Optional.of(
                        new Asked(Challenges.text(challenges.make(Purpose.SECOND_FACTOR, user)), Challenges.LIFETIME))
                : Optional.empty();
    }

    /// Signs in whoever answers with a code of his app, or a recovery code.
    public SecondStep answer(String challenge, String code, Device device) {
        Optional<Challenge> asked = challenges.read(Purpose.SECOND_FACTOR, challenge);
        Optional<Standing> user = asked.flatMap(this::standing);
        if (user.isEmpty() || !challenges.tryAnswer(asked.orElseThrow())) {
            return new SecondStep.Stale();
        }
        return switch (codes.check(user.get().user().id(), code, device.address())) {
            case Codes.Verdict.Right() ->
                challenges.spend(asked.orElseThrow())
                        ? new SecondStep.Accepted(sessions.begin(user.get(), device))
                        : new SecondStep.Stale();
            case Codes.Verdict.Wrong() -> new SecondStep.WrongCode();
            case Codes.Verdict.Later(long retryAfterMs) -> new SecondStep.Later(retryAfterMs);
        };
    }

    /// Empty if his password, role or account has changed since he was asked.
    private Optional<Standing> standing(Challenge asked) {
        return Optional.ofNullable(asked.user()).flatMap(users).filter(user -> user.generation() == asked.generation());
    }
}
