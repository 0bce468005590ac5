package dev.hubbub.server.rest;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.server.db.UserChange;

/// Why a user was not changed.
final class UserProblems {
    private UserProblems() {}

    static Problem noSuchUser() {
        return new Problem(ErrorCode.NO_SUCH_USER, "there is no such user");
    }

    /// @param change that was not made
    static Problem of(UserChange change) {
        return switch (change) {
            case UserChange.NoSuchUser _ -> noSuchUser();
            case UserChange.LastAdministrator _ ->
                new Problem(
                        ErrorCode.NOT_POSSIBLE,
                        "this is the last administrator, and the server must have one; make somebody else one first");
            case UserChange.Taken _ ->
                new Problem(ErrorCode.NAME_TAKEN, "somebody else has this, or one that looks like it; choose another");
            case UserChange.Outdated _ ->
                new Problem(ErrorCode.NOT_POSSIBLE, "the account was changed at the same time; look at it again");
            case UserChange.Ended _, UserChange.Done _ -> throw new IllegalArgumentException("it was made");
        };
    }
}
