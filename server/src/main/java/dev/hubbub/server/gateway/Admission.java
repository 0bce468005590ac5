package dev.hubbub.server.gateway;

import dev.hubbub.server.command.Caller;
import dev.hubbub.server.proxy.Proxies;
import dev.hubbub.server.session.Origins;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Who gets in. Nothing here blocks.
///
/// @param tokens checks a token, and notes where it came from
/// @param holds whether a caller whose token was good still is one: not expired, and its session not ended
/// @param origins whose pages may connect
/// @param proxies whose word on who connects is believed
public record Admission(Tokens tokens, Predicate<Caller> holds, Origins origins, Proxies proxies) {

    /// The one check of tokens, of which REST's is the same.
    @FunctionalInterface
    public interface Tokens {
        /// Done already unless the token must be looked up; fails if it cannot be.
        CompletionStage<Optional<Caller>> apply(String token, @Nullable InetAddress from);
    }
}
