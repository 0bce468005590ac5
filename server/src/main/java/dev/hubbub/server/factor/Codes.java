package dev.hubbub.server.factor;

import dev.hubbub.protocol.UserId;
import dev.hubbub.server.db.FactorTable;
import dev.hubbub.server.factor.FactorEvent.Kind;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Checks codes of authenticator apps, and recovery codes. Each works once. Wrong ones make their user wait,
/// longer each time, on all nodes together: a million codes are few, and whoever gets here has the password.
public final class Codes {
    private static final int FREE = 3;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final int MOST_CHARACTERS = 64;

    sealed interface Verdict {
        record Right() implements Verdict {}

        record Wrong() implements Verdict {}

        record Later(long retryAfterMs) implements Verdict {}
    }

    private final FactorTable table;
    private final SecretBox box;
    private final Consumer<FactorEvent> audit;
    private final InstantSource clock;

    public Codes(FactorTable table, SecretBox box, Consumer<FactorEvent> audit, InstantSource clock) {
        this.table = table;
        this.box = box;
        this.audit = audit;
        this.clock = clock;
    }

    Verdict check(UserId user, String code, @Nullable InetAddress from) {
        if (code.length() > MOST_CHARACTERS) {
            return new Verdict.Wrong();
        }
        // As the database keeps it, or rounding would make somebody wait for nothing.
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        // Apps show a code in two groups, and people copy the blank.
        String digits = code.replace(" ", "");
        FactorTable.Outcome outcome = table.attempt(
                user,
                now,
                totp -> box.open(user, totp.sealed())
                        .map(secret -> Totp.match(secret, digits, totp.usedStep(), now))
                        .orElse(OptionalLong.empty()),
                RecoveryCodes.hash(code),
                Codes::waitAfter);
        return switch (outcome) {
            case FactorTable.Outcome.Matched() -> new Verdict.Right();
            case FactorTable.Outcome.Recovered() -> {
                audit.accept(new FactorEvent(Kind.RECOVERY_CODE_USED, user, from));
                yield new Verdict.Right();
            }
            case FactorTable.Outcome.Wrong() -> {
                audit.accept(new FactorEvent(Kind.CODE_WRONG, user, from));
                yield new Verdict.Wrong();
            }
            case FactorTable.Outcome.TooEarly(var until) ->
                new Verdict.Later(Math.max(1, Duration.between(now, until).toMillis()));
        };
    }

    /// How long to wait after so many wrong codes in a row.
    static Duration waitAfter(int failures) {
        if (failures < FREE) {
            return Duration.ZERO;
        }
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(failures - FREE, 20));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }
}
