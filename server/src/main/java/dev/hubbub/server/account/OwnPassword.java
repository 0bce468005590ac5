package dev.hubbub.server.account;

import dev.hubbub.protocol.UserId;
import dev.hubbub.server.factor.PasswordProof;
import dev.hubbub.server.session.Device;

/// Asks somebody who is signed in for his password again. Counts against the same tries as his sign-ins do, or a
/// stolen session could guess on.
public record OwnPassword(PasswordChecks passwords) implements PasswordProof {

    @Override
    public Verdict check(UserId user, String password, Device device) {
        return switch (passwords.check(user, password, device)) {
            case PasswordChecks.Verdict.Right _ -> new Verdict.Right();
            case PasswordChecks.Verdict.Wrong() -> new Verdict.Wrong();
            case PasswordChecks.Verdict.TooMany(long retryAfterMs) -> new Verdict.Later(retryAfterMs);
            case PasswordChecks.Verdict.Busy(long retryAfterMs) -> new Verdict.Later(retryAfterMs);
        };
    }
}
