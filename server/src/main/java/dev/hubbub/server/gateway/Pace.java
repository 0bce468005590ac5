package dev.hubbub.server.gateway;

import dev.hubbub.server.command.Caller;
import dev.hubbub.server.limit.Allowance;
import dev.hubbub.server.limit.Rate;
import org.jspecify.annotations.Nullable;

/// How fast one connection may send commands: as far as its own allowance goes, and what its user has over all of his.
/// Confined to the connection's event loop.
final class Pace {
    private final Gateway gateway;
    private final Allowance own;

    Pace(Gateway gateway) {
        this.gateway = gateway;
        own = new Allowance(
                Rate.perSecond(gateway.config.commandsPerSecond(), gateway.config.burst()), System.nanoTime());
    }

    /// Counts one command. 0, or if it is one too many, the milliseconds after which to ask again.
    ///
    /// @param known null if the connection has not said who it is
    long take(@Nullable Caller known) {
        long waitMs = own.take(System.nanoTime());
        if (waitMs > 0) {
            gateway.counts.countHurried();
            return waitMs;
        }
        return known == null ? 0 : gateway.userCommands.take(known.user().id());
    }
}
