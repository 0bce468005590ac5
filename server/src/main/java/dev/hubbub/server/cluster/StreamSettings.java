package dev.hubbub.server.cluster;

import java.time.Duration;

/// How much of what is said JetStream keeps, and how safely. NATS drops the oldest beyond either bound.
///
/// @param bytes in each replica
/// @param replicas on how many servers of the NATS cluster it is kept
/// @param repeats for how long a message that is published again is known as a repeat; NATS remembers each that
///     long
public record StreamSettings(Duration age, long bytes, int replicas, Duration repeats) {
    public StreamSettings {
        if (repeats.compareTo(age) > 0) {
            throw new IllegalArgumentException("repeats are known for at most as long as messages are kept");
        }
    }

    public static StreamSettings defaults() {
        return new StreamSettings(Duration.ofHours(24), 1L << 30, 1, Duration.ofMinutes(2));
    }

    @Override
    public String toString() {
        return "%d h, %d MB, %d replicas, repeats for %d s"
                .formatted(age.toHours(), bytes >> 20, replicas, repeats.toSeconds());
    }
}
