package dev.hubbub.server.cluster;

import java.util.function.Consumer;

/// See [ClusterBus#NONE].
final class NoBus implements ClusterBus {
    private static final int ANY = Integer.MAX_VALUE;

    @Override
    public State state() {
        return State.AWAY;
    }

    @Override
    public void watch(Watcher watcher) {
        // It is always away.
    }

    @Override
    public void publish(BusMessage message) {
        // To nobody.
    }

    @Override
    public int mostBytes() {
        return ANY;
    }

    @Override
    public Subscription subscribe(String subject, Consumer<BusMessage> handler, Runnable active) {
        return () -> {};
    }

    @Override
    public Subscription share(String subject, String group, Consumer<BusMessage> handler) {
        return () -> {};
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
