package dev.hubbub.server.gateway;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How the event loops wait for the kernel.
public enum Transport {
    /// The first of the others that works here.
    AUTO,
    IO_URING,
    EPOLL,
    /// The JDK's own; works everywhere.
    NIO;

    /// What the operator calls it, and Micronaut.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException if there is none of that name
    public static Transport ofKey(String key) {
        return Stream.of(values())
                .filter(transport -> transport.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be auto, io_uring, epoll or nio"));
    }

    /// What this one comes down to on this machine.
    ///
    /// @throws IllegalStateException if it does not work here, and why
    public Transport choose() {
        if (this == AUTO) {
            return Stream.of(IO_URING, EPOLL, NIO)
                    .filter(candidate -> candidate.obstacle() == null)
                    .findFirst()
                    .orElseThrow();
        }
        Throwable obstacle = obstacle();
        if (obstacle != null) {
            throw new IllegalStateException(String.valueOf(obstacle.getMessage()), obstacle);
        }
        return this;
    }

    private @Nullable Throwable obstacle() {
        return switch (this) {
            case IO_URING -> IoUring.isAvailable() ? null : IoUring.unavailabilityCause();
            case EPOLL -> Epoll.isAvailable() ? null : Epoll.unavailabilityCause();
            case AUTO, NIO -> null;
        };
    }
}
