package dev.hubbub.server.account;

import dev.hubbub.protocol.Role;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.session.Device;
import java.util.Optional;

/// Something about accounts that an audit wants to know. Never a secret, nor what was typed where one belongs.
public sealed interface AccountEvent {
    record Registered(UserId user, Role role, Device device) implements AccountEvent {}

    /// @param user empty if there is no such account, or none that may sign in
    record LoginFailed(Optional<UserId> user, Device device) implements AccountEvent {}

    record PasswordChanged(UserId user, Device device) implements AccountEvent {}

    record PasswordResetMailed(UserId user) implements AccountEvent {}

    record PasswordResetIssued(UserId by, UserId user) implements AccountEvent {}

    /// By a token.
    record PasswordReset(UserId user, Device device) implements AccountEvent {}

    record UsernameChanged(UserId user, String before, String after) implements AccountEvent {}

    record DisplayNameChanged(UserId user) implements AccountEvent {}

    record EmailChanged(UserId user) implements AccountEvent {}

    record RoleChanged(UserId by, UserId user, Role role) implements AccountEvent {}

    /// @param by an administrator, or the user himself
    record Deactivated(UserId by, UserId user) implements AccountEvent {}

    record Reactivated(UserId by, UserId user) implements AccountEvent {}

    /// @param by an administrator, or the user himself
    record Deleted(UserId by, UserId user) implements AccountEvent {}

    /// All of a user's, by an administrator.
    record SessionsEnded(UserId by, UserId user) implements AccountEvent {}

    record InvitationMade(UserId by, long invitation, Role role, int uses) implements AccountEvent {}

    record InvitationRevoked(UserId by, long invitation) implements AccountEvent {}
}
