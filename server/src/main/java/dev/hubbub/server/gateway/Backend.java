package dev.hubbub.server.gateway;

import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.command.Caller;
import dev.hubbub.server.command.Reply;
import dev.hubbub.server.presence.Presence;
import dev.hubbub.server.presence.TypingSignals;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/// What the gateway needs of the features, as functions.
///
/// @param admission who gets in; does not block
/// @param commands the dispatcher that REST uses too; does not block
/// @param places all rooms of each of some users, at one moment; blocks
/// @param place one room as a user sees it, if he is in it; blocks
/// @param presence who is online; does not block
/// @param typing who types; does not block
public record Backend(
        Admission admission,
        BiFunction<Caller, Command.Answered, CompletionStage<Reply>> commands,
        Function<Collection<UserId>, Map<UserId, List<Place>>> places,
        BiFunction<UserId, RoomId, Optional<Place>> place,
        Presence presence,
        TypingSignals typing) {}
