package dev.hubbub.server.cluster;

import java.util.function.Consumer;

/// Carries messages between the nodes that serve one database. Best effort: each may be lost, come twice, late
/// or out of order, and none is the only copy of anything. Safe for any thread; nothing here blocks.
public interface ClusterBus extends AutoCloseable {
    /// Of a node that is alone, or hears of the others by the database only: it reaches nobody, for nothing.
    ClusterBus NONE = new NoBus();

    enum State {
        /// What is published reaches the other nodes, as far as anybody knows.
        CONNECTED,
        /// Nothing goes out or comes in; it tries to connect again without end.
        AWAY
    }

    /// Told of what may have made this node miss something.
    interface Watcher {
        /// The state is another one. After AWAY, [State#CONNECTED] comes once all subscriptions are in force
        /// again.
        void changed(State now);

        /// Messages for this node were dropped, since it or the way to it was too slow.
        void missed();
    }

    /// Ends on [#close], of which there may be many; what is under way may still come.
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    State state();

    /// Whoever watches is told on any thread, in order, and must not block.
    void watch(Watcher watcher);

    /// Sends to every node that subscribed, this one included. Drops the message, and counts it, when the bus
    /// is away or too slow.
    void publish(BusMessage message);

    /// What a message may have at most, with its headers.
    int mostBytes();

    /// Whatever is published on `subject` from now on, in the order in which it came, one at a time.
    ///
    /// @param subject exact, without wildcards
    /// @param active called once, on any thread, as soon as nothing that others publish can pass it by any
    ///     more: at once, or after the bus came back
    Subscription subscribe(String subject, Consumer<BusMessage> handler, Runnable active);

    /// Shares what is published with all others of the same `group`: each message goes to one of them. Here
    /// `subject` may hold wildcards (`*` for one part, `>` for all that follow).
    Subscription share(String subject, String group, Consumer<BusMessage> handler);

    /// Ends all subscriptions; what was published before still goes out, for a moment.
    @Override
    void close();
}
