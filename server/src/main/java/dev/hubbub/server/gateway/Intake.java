package dev.hubbub.server.gateway;

import io.netty.channel.Channel;

/// Whether one connection is read from: not while too many of its commands are unanswered, until half of them are, nor
/// while it takes no answers, or pings and refused commands would pile theirs up without end. Confined to its event
/// loop.
final class Intake {
    private final Channel channel;
    private final int most;
    private int unanswered;
    private boolean full;
    private boolean over;

    /// @param most commands without an answer
    Intake(Channel channel, int most) {
        this.channel = channel;
        this.most = most;
    }

    /// One more command waits for its answer.
    void asked() {
        unanswered++;
        if (unanswered == most) {
            full = true;
            readOrWait();
        }
    }

    /// One less.
    void answered() {
        unanswered--;
        if (unanswered == most / 2) {
            full = false;
            readOrWait();
        }
    }

    /// From now on everything is read, since nothing is answered.
    void close() {
        over = true;
    }

    /// The channel takes answers again, or does not any more.
    void readOrWait() {
        channel.config().setAutoRead(over || (!full && channel.isWritable()));
    }
}
