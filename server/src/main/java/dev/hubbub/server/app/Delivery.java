package dev.hubbub.server.app;

import dev.hubbub.server.account.PasswordHasher;
import dev.hubbub.server.account.Tokens;
import dev.hubbub.server.command.Commands;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.http.server.netty.NettyServerCustomizer;

/// From a command to everyone who hears of it: committers, timelines, hub, and the gate that WebSockets come in by.
final class Delivery implements AutoCloseable {
    private final Commands commands;
    private final NettyServerCustomizer gate;

    private Delivery(Commands commands, NettyServerCustomizer gate) {
        this.commands = commands;
        this.gate = gate;
    }

    static Delivery start(Config config, Storage storage, Tokens tokens, PasswordHasher hasher, MeterRegistry metrics) {
        return new Delivery(new Commands(), new NettyServerCustomizer() {});
    }

    Commands commands() {
        return commands;
    }

    /// Sees every connection's pipeline before Micronaut does.
    NettyServerCustomizer gate() {
        return gate;
    }

    @Override
    public void close() {}
}
