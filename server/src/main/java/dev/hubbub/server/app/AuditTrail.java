package dev.hubbub.server.app;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.account.AccountEvent;
import dev.hubbub.server.apitoken.ApiTokenEvent;
import dev.hubbub.server.audit.Action;
import dev.hubbub.server.audit.Audit;
import dev.hubbub.server.audit.AuditEvent;
import dev.hubbub.server.factor.FactorEvent;
import dev.hubbub.server.proxy.Incoming;
import dev.hubbub.server.session.Device;
import dev.hubbub.server.session.EndReason;
import dev.hubbub.server.session.SessionEvent;
import dev.hubbub.server.session.SessionId;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the features tell, as the audit log has it. What they tell newly does not compile until it has an action here.
record AuditTrail(Audit audit) {
    void take(SessionEvent event) {
        audit.record(entry(event));
    }

    void take(AccountEvent event) {
        audit.record(entry(event));
    }

    void take(FactorEvent event) {
        audit.record(entry(event));
    }

    void take(ApiTokenEvent event) {
        audit.record(entry(event));
    }

    /// By an administrator. What its owner deletes is told by [AuditedCommands].
    void roomDeleted(UserId by, RoomId room) {
        audit.record(AuditEvent.of(Action.ROOM_DELETED).by(by).on("room", room).with("as", "administrator"));
    }

    private static AuditEvent entry(SessionEvent event) {
        return switch (event) {
            case SessionEvent.Begun(var user, var session, var device) ->
                AuditEvent.of(Action.LOGGED_IN)
                        .by(user)
                        .on("session", session)
                        .from(from(device))
                        .with("device", device.name());
            case SessionEvent.Ended(var user, var session, var why) ->
                byHimself(AuditEvent.of(Action.SESSION_ENDED), user, why)
                        .on("session", session)
                        .with("user", user)
                        .with("why", why.wireName());
            case SessionEvent.AllEnded(var user, var why) ->
                byHimself(
                                AuditEvent.of(why.endsSession() ? Action.ALL_SESSIONS_ENDED : Action.TOKENS_OUTDATED),
                                user,
                                why)
                        .on("user", user)
                        .with("why", why.wireName());
            case SessionEvent.TokenReused(var user, var session, var from) ->
                AuditEvent.of(Action.REFRESH_REUSED)
                        .on("session", session)
                        .from(from(from))
                        .with("user", user);
        };
    }

    /// Others' doing has an entry of its own that names them.
    private static AuditEvent byHimself(AuditEvent event, UserId user, EndReason why) {
        return switch (why) {
            case SIGNED_OUT, ENDED_BY_USER, PASSWORD_CHANGED, TOO_MANY -> event.by(user);
            case ENDED_BY_ADMINISTRATOR, TOKEN_REUSED, DEACTIVATED, DELETED, TOKENS_OUTDATED, TOKEN_REVOKED -> event;
        };
    }

    private static AuditEvent entry(AccountEvent event) {
        return switch (event) {
            case AccountEvent.Registered(var user, var role, var device) ->
                AuditEvent.of(Action.REGISTERED)
                        .by(user)
                        .on("user", user)
                        .from(from(device))
                        .with("role", role.wireName());
            case AccountEvent.LoginFailed(Optional<UserId> user, var device) -> {
                AuditEvent failed =
                        AuditEvent.of(Action.LOGIN_FAILED).from(from(device)).with("device", device.name());
                yield user.map(known -> failed.on("user", known)).orElse(failed);
            }
            case AccountEvent.PasswordChanged(var user, var device) ->
                done(Action.PASSWORD_CHANGED, user, user).from(from(device));
            case AccountEvent.PasswordResetMailed(var user) ->
                AuditEvent.of(Action.PASSWORD_RESET_ISSUED).on("user", user).with("by", "mail");
            case AccountEvent.PasswordResetIssued(var by, var user) -> done(Action.PASSWORD_RESET_ISSUED, by, user);
            case AccountEvent.PasswordReset(var user, var device) ->
                done(Action.PASSWORD_RESET, user, user).from(from(device));
            case AccountEvent.UsernameChanged(var user, var before, var after) ->
                done(Action.USERNAME_CHANGED, user, user).with("before", before).with("after", after);
            case AccountEvent.DisplayNameChanged(var user) -> done(Action.DISPLAY_NAME_CHANGED, user, user);
            case AccountEvent.EmailChanged(var user) -> done(Action.EMAIL_CHANGED, user, user);
            case AccountEvent.RoleChanged(var by, var user, var role) ->
                done(Action.ROLE_CHANGED, by, user).with("role", role.wireName());
            case AccountEvent.Deactivated(var by, var user) -> done(Action.USER_DEACTIVATED, by, user);
            case AccountEvent.Reactivated(var by, var user) -> done(Action.USER_REACTIVATED, by, user);
            case AccountEvent.Deleted(var by, var user) -> done(Action.USER_DELETED, by, user);
            case AccountEvent.SessionsEnded(var by, var user) -> done(Action.ALL_SESSIONS_ENDED, by, user);
            case AccountEvent.InvitationMade(var by, var invitation, var role, var uses) ->
                AuditEvent.of(Action.INVITATION_MADE)
                        .by(by)
                        .on("invitation", invitation)
                        .with("role", role.wireName())
                        .with("uses", uses);
            case AccountEvent.InvitationRevoked(var by, var invitation) ->
                AuditEvent.of(Action.INVITATION_REVOKED).by(by).on("invitation", invitation);
        };
    }

    private static AuditEvent entry(FactorEvent event) {
        Action action = switch (event.kind()) {
            case TOTP_ON -> Action.TOTP_ADDED;
            case TOTP_OFF -> Action.TOTP_REMOVED;
            case RECOVERY_CODES_MADE -> Action.RECOVERY_CODES_MADE;
            case RECOVERY_CODE_USED -> Action.RECOVERY_CODE_USED;
            case CODE_WRONG -> Action.CODE_WRONG;
            case PASSKEY_ADDED -> Action.PASSKEY_ADDED;
            case PASSKEY_REMOVED -> Action.PASSKEY_REMOVED;
            case PASSKEY_CLONED -> Action.PASSKEY_CLONED;
        };
        AuditEvent about = AuditEvent.of(action).on("user", event.user()).from(from(event.from()));
        // Whoever does not pass has not shown who he is.
        return switch (event.kind()) {
            case CODE_WRONG, PASSKEY_CLONED -> about;
            case TOTP_ON, TOTP_OFF, RECOVERY_CODES_MADE, RECOVERY_CODE_USED, PASSKEY_ADDED, PASSKEY_REMOVED ->
                about.by(event.user());
        };
    }

    private static AuditEvent entry(ApiTokenEvent event) {
        return switch (event) {
            case ApiTokenEvent.Made(var user, var token, var name, var scope, var from) ->
                aboutToken(Action.TOKEN_MADE, user, token, name, from).with("scope", scope);
            case ApiTokenEvent.UsedFrom(var user, var token, var name, var from) ->
                aboutToken(Action.TOKEN_USED, user, token, name, from);
            case ApiTokenEvent.Revoked(var user, var token, var name, var from) ->
                aboutToken(Action.TOKEN_REVOKED, user, token, name, from);
        };
    }

    private static AuditEvent aboutToken(
            Action action, UserId user, SessionId token, String name, @Nullable InetAddress from) {
        return AuditEvent.of(action)
                .by(user)
                .on("token", token)
                .from(from(from))
                .with("name", name);
    }

    private static AuditEvent done(Action action, UserId by, UserId user) {
        return AuditEvent.of(action).by(by).on("user", user);
    }

    private static Incoming from(Device device) {
        return from(device.address());
    }

    private static Incoming from(@Nullable InetAddress address) {
        return new Incoming(address, Incoming.current().request());
    }
}
