package dev.hubbub.server.rest;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.limit.Address;
import dev.hubbub.server.limit.RateLimit;
import io.micronaut.http.HttpRequest;
import java.time.Duration;

/// How fast one user, and one address that has not signed in, may go on asking.
public final class RestLimits {
    private final RateLimit<UserId> commands;
    private final RateLimit<Address> signIns;

    /// @param commands of a user, those over his WebSockets included
    public RestLimits(RateLimit<UserId> commands, int signInsPerMinute) {
        this.commands = commands;
        signIns = new RateLimit<>(signInsPerMinute, signInsPerMinute, Duration.ofMinutes(1));
    }

    /// @throws Refusal if this is one command too many
    void takeCommand(UserId user) {
        refuseUntil(commands.take(user));
    }

    /// @throws Refusal if this is one registration or login too many
    void takeSignIn(HttpRequest<?> request) {
        refuseUntil(signIns.take(Address.of(RequestIds.incoming(request).address())));
    }

    private static void refuseUntil(long waitMs) {
        if (waitMs > 0) {
            throw new Refusal(
                    new Problem(ErrorCode.RATE_LIMITED, "too many requests; wait %d ms".formatted(waitMs), waitMs));
        }
    }
}
