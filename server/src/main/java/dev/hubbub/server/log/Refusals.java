package dev.hubbub.server.log;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.server.log.AppendResult.Refused;

/// Why a draft may not be, in words that say what to do.
final class Refusals {
    static final Refused NO_SUCH_ROOM =
            new Refused(ErrorCode.NO_SUCH_ROOM, "There is no such room. Look at the list of rooms.");
    static final Refused NOT_A_MEMBER = new Refused(ErrorCode.NOT_A_MEMBER, "You are not in this room. Join it first.");
    static final Refused NOT_THE_OWNER = new Refused(ErrorCode.FORBIDDEN, "Only the room's owner may do this.");
    static final Refused WRONG_PASSWORD =
            new Refused(ErrorCode.WRONG_PASSWORD, "This is not the room's password. Ask someone in the room for it.");
    static final Refused BY_INVITATION =
            new Refused(ErrorCode.FORBIDDEN, "This room has no password to join with. Ask its owner.");
    static final Refused ROOM_FULL =
            new Refused(ErrorCode.ROOM_FULL, "The room is full. Try again when someone has left.");
    static final Refused TOO_MANY_ROOMS =
            new Refused(ErrorCode.TOO_MANY_ROOMS, "You are in as many rooms as one may be. Leave one first.");
    static final Refused NAME_TAKEN =
            new Refused(ErrorCode.NAME_TAKEN, "Another room has this name. Choose another name.");
    static final Refused REF_REUSED = new Refused(
            ErrorCode.REF_REUSED, "This ref was used before, for another kind of command. Use a new ref for each.");
    static final Refused GLOBAL_ROOM = new Refused(
            ErrorCode.NOT_POSSIBLE,
            "Everyone is in this room for good, and nobody owns it: it cannot be left, changed, deleted or made.");
    static final Refused OWNER_STAYS = new Refused(
            ErrorCode.NOT_POSSIBLE, "The room's owner cannot leave it or be removed. Delete the room instead.");
    static final Refused INTERNAL = new Refused(
            ErrorCode.INTERNAL, "The server could not store this. Its operator finds the cause in the log.");

    private Refusals() {}
}
