package dev.hubbub.server.account;

import dev.hubbub.protocol.UserId;
import dev.hubbub.server.db.User;
import dev.hubbub.server.db.Users;
import dev.hubbub.server.factor.PasswordProof;
import dev.hubbub.server.session.Device;
import java.util.Optional;

/// Asks somebody who is signed in for his password again. Counts against the same tries as his sign-ins do, or a
/// stolen session could guess on.
public record OwnPassword(Users users, PasswordChecks passwords) implements PasswordProof {

    @Override
    public Verdict check(UserId user, String password, Device device) {
        Optional<String> login = users.findById(user).map(User::username);
        if (login.isEmpty()) {
            return new Verdict.Wrong();
        }
        return switch (passwords.check(login.get(), password, device)) {
            case PasswordChecks.Verdict.Right(User known) ->
                known.id().equals(user) ? new Verdict.Right() : new Verdict.Wrong();
            case PasswordChecks.Verdict.Wrong() -> new Verdict.Wrong();
            case PasswordChecks.Verdict.TooMany(long retryAfterMs) -> new Verdict.Later(retryAfterMs);
            case PasswordChecks.Verdict.Busy(long retryAfterMs) -> new Verdict.Later(retryAfterMs);
        };
    }
}
