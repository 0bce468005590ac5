package dev.hubbub.server.factor;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.db.FactorTable;
import dev.hubbub.server.factor.FactorEvent.Kind;
import dev.hubbub.server.session.Device;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Authenticator apps: on after a code has shown that the app has the secret, off with password and code. Safe
/// for any thread; blocks.
public final class Authenticators {
    private static final String ISSUER = "Hubbub";

    private final FactorTable table;
    private final Codes codes;
    private final SecretBox box;
    private final PasswordProof passwords;
    private final Consumer<FactorEvent> audit;
    private final InstantSource clock;

    public Authenticators(
            FactorTable table,
            Codes codes,
            SecretBox box,
            PasswordProof passwords,
            Consumer<FactorEvent> audit,
            InstantSource clock) {
        this.table = table;
        this.codes = codes;
        this.box = box;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param recoveryCodes that are left
    public record Status(boolean totp, int recoveryCodes) {}

    public Status of(UserId user) {
        return new Status(table.isTotpOn(user), table.recoveryCodes(user));
    }

    /// A secret for an app; beginning again makes another one.
    public Enrolment begin(Person user, String password, Device device) {
        return proven(user.id(), password, device, () -> {
            byte[] secret = Totp.randomSecret();
            boolean begun = table.beginTotp(user.id(), box.seal(user.id(), secret), clock.instant());
            return begun
                    ? new Enrolment.Begun(Base32.of(secret), uri(user.username(), Base32.of(secret)))
                    : new Enrolment.AlreadyOn();
        });
    }

    /// From now on a sign-in takes a code.
    public Enrolment confirm(UserId user, String code, Device device) {
        var now = clock.instant();
        List<String> recovery = RecoveryCodes.random();
        boolean confirmed = table.confirmTotp(
                user,
                now,
                totp -> box.open(user, totp.sealed())
                        .map(secret -> Totp.match(secret, code.replace(" ", ""), totp.usedStep(), now))
                        .orElse(OptionalLong.empty()),
                recovery.stream().map(RecoveryCodes::hash).toList());
        if (!confirmed) {
            return table.isTotpOn(user) ? new Enrolment.AlreadyOn() : new Enrolment.WrongCode();
        }
        audit.accept(new FactorEvent(Kind.TOTP_ON, user, device.address()));
        return new Enrolment.Recoverable(recovery);
    }

    /// The earlier ones work no more.
    public Enrolment renewRecoveryCodes(UserId user, String password, String code, Device device) {
        return provenTwice(user, password, code, device, () -> {
            List<String> recovery = RecoveryCodes.random();
            table.replaceRecoveryCodes(
                    user, recovery.stream().map(RecoveryCodes::hash).toList());
            audit.accept(new FactorEvent(Kind.RECOVERY_CODES_MADE, user, device.address()));
            return new Enrolment.Recoverable(recovery);
        });
    }

    /// @param code of the app, or a recovery code
    public Enrolment off(UserId user, String password, String code, Device device) {
        return provenTwice(user, password, code, device, () -> {
            table.removeTotp(user);
            audit.accept(new FactorEvent(Kind.TOTP_OFF, user, device.address()));
            return new Enrolment.Off();
        });
    }

    private Enrolment provenTwice(
            UserId user, String password, String code, Device device, Supplier<Enrolment> change) {
        if (!table.isTotpOn(user)) {
            return new Enrolment.NotOn();
        }
        return proven(user, password, device, () -> switch (codes.check(user, code, device.address())) {
            case Codes.Verdict.Right() -> change.get();
            case Codes.Verdict.Wrong() -> new Enrolment.WrongCode();
            case Codes.Verdict.Later(long retryAfterMs) -> new Enrolment.Later(retryAfterMs);
        });
    }

    private Enrolment proven(UserId user, String password, Device device, Supplier<Enrolment> change) {
        return switch (passwords.check(user, password, device)) {
            case PasswordProof.Verdict.Right() -> change.get();
            case PasswordProof.Verdict.Wrong() -> new Enrolment.WrongPassword();
            case PasswordProof.Verdict.Later(long retryAfterMs) -> new Enrolment.Later(retryAfterMs);
        };
    }

    /// As apps read it from a QR code.
    private static String uri(String username, String secret) {
        String label = URLEncoder.encode(ISSUER + ":" + username, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%3A", ":");
        return "otpauth://totp/%s?secret=%s&issuer=%s&algorithm=SHA1&digits=6&period=%d"
                .formatted(label, secret, ISSUER, Totp.SECONDS);
    }
}
