package dev.hubbub.server.gateway;

import dev.hubbub.server.command.Caller;
import dev.hubbub.server.session.Origins;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Who gets in. Nothing here blocks.
///
/// @param tokens checks an access token
/// @param holds whether a caller whose token was good still is one: not expired, and its session not ended
/// @param origins whose pages may connect
public record Admission(Function<String, Optional<Caller>> tokens, Predicate<Caller> holds, Origins origins) {}
