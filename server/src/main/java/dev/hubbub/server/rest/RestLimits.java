package dev.hubbub.server.rest;

import static java.util.Objects.requireNonNull;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.limit.Address;
import dev.hubbub.server.limit.RateLimit;
import dev.hubbub.server.limit.RateLimits;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// How fast users, strangers and addresses may go on asking.
public final class RestLimits {
    private final RateLimit<UserId> commands;
    private final Map<RouteClass, RateLimit<UserId>> users;
    private final Map<RouteClass, RateLimit<Address>> strangers;
    private final Map<RouteClass, RateLimit<Address>> addresses;

    /// @param commands of a user, those over his WebSockets included
    public RestLimits(RateLimit<UserId> commands, RestRates rates, RateLimits limits) {
        this.commands = commands;
        users = each(kind -> limits.of("user-" + name(kind), rates.ofUser(kind)));
        strangers = each(kind -> limits.of("stranger-" + name(kind), rates.ofUser(kind)));
        addresses = each(kind -> limits.of("address-" + name(kind), rates.ofAddress(kind)));
    }

    /// Whoever it is that asks from there.
    ///
    /// @throws Refusal if this is one request too many
    void takeOfAddress(RouteClass kind, Address address) {
        refuseUntil(requireNonNull(addresses.get(kind)).take(address));
    }

    /// @throws Refusal if this is one request too many
    void takeOfUser(RouteClass kind, UserId user) {
        refuseUntil(requireNonNull(users.get(kind)).take(user));
        refuseUntil(commands.take(user));
    }

    /// Those without a good token who ask from there; the others are not to suffer from them.
    ///
    /// @throws Refusal if this is one request too many
    void takeOfStranger(RouteClass kind, Address address) {
        refuseUntil(requireNonNull(strangers.get(kind)).take(address));
    }

    private static <T> Map<RouteClass, T> each(Function<RouteClass, T> make) {
        Map<RouteClass, T> made = new EnumMap<>(RouteClass.class);
        Arrays.stream(RouteClass.values()).forEach(kind -> made.put(kind, make.apply(kind)));
        return made;
    }

    private static String name(RouteClass kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /// Shows, for each kind of route, how many requests were too many since the start.
    public void showRefused(BiConsumer<String, ToDoubleFunction<RestLimits>> meters) {
        for (RouteClass kind : RouteClass.values()) {
            meters.accept(name(kind), limits -> limits.refused(kind));
        }
    }

    private long refused(RouteClass kind) {
        return Stream.of(users, strangers, addresses)
                .mapToLong(limits -> requireNonNull(limits.get(kind)).refused())
                .sum();
    }

    private static void refuseUntil(long waitMs) {
        if (waitMs > 0) {
            throw new Refusal(
                    new Problem(ErrorCode.RATE_LIMITED, "too many requests; wait %d ms".formatted(waitMs), waitMs));
        }
    }
}
