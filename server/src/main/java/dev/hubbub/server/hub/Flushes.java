package dev.hubbub.server.hub;

import java.util.LinkedHashSet;

/// Who was written to and not flushed yet, and what the meter was not told of it. Confined to its event loop.
final class Flushes {
    private final DeliveryMeter meter;
    private final LinkedHashSet<Subscriber> unflushed = new LinkedHashSet<>();
    private long live;
    private long replayed;

    Flushes(DeliveryMeter meter) {
        this.meter = meter;
    }

    void add(Subscriber subscriber) {
        unflushed.add(subscriber);
    }

    void remove(Subscriber subscriber) {
        unflushed.remove(subscriber);
    }

    void countLive(long events) {
        live += events;
    }

    void countReplayed(long events) {
        replayed += events;
    }

    void flush() {
        // A connection may drain while it is flushed, and is then fed and flushed from within: each leaves the set
        // first.
        while (!unflushed.isEmpty()) {
            unflushed.removeFirst().flush();
        }
        meter.delivered(live, replayed);
        live = 0;
        replayed = 0;
    }
}
