package dev.hubbub.server.gateway;

import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/// Puts a [RequestGuard] and a [Gate] behind the HTTP codec of every connection that Micronaut accepts;
/// [FoldedLines] and an [Uptake] before it.
///
/// @param channel null on the one that each connection's own is made from
public record GateCustomizer(Gateway gateway, @Nullable Channel channel) implements NettyServerCustomizer {
    public GateCustomizer(Gateway gateway) {
        this(gateway, null);
    }

    @Override
    public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
        return new GateCustomizer(gateway, channel);
    }

    @Override
    public void onStreamPipelineBuilt() {
        if (channel != null) {
            RequestGuard guard = new RequestGuard(gateway);
            channel.pipeline()
                    .addBefore(ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC, null, new FoldedLines(guard))
                    .addBefore(
                            ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC,
                            null,
                            new Uptake(gateway.config.requestWithin()))
                    .addAfter(ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC, "guard", guard)
                    .addAfter("guard", "gate", new Gate(gateway));
        }
    }
}
