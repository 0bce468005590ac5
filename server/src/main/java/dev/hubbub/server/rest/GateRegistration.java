package dev.hubbub.server.rest;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import jakarta.inject.Singleton;

/// Puts the WebSocket gate into the pipeline of every connection.
@Singleton
final class GateRegistration implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    private final NettyServerCustomizer gate;

    GateRegistration(NettyServerCustomizer gate) {
        this.gate = gate;
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(gate);
        return event.getBean();
    }
}
