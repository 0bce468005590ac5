package dev.hubbub.client;

import java.util.random.RandomGenerator;

/// How bad the network and the server are, as chances per message. Confined to its test, which may calm it.
///
/// Chances are in per mille.
final class Weather {
    private final RandomGenerator random;
    int refusedConnect;
    int cut;
    int silence;
    int repeatedEvent;
    int lostEvent;
    int retryLater;
    int unconfirmed;

    Weather(RandomGenerator random) {
        this.random = random;
    }

    static Weather calm(RandomGenerator random) {
        return new Weather(random);
    }

    /// Connections break, on both ways and at every moment.
    static Weather cutting(RandomGenerator random) {
        Weather weather = new Weather(random);
        weather.refusedConnect = 200;
        weather.cut = 1 + random.nextInt(120);
        weather.silence = random.nextInt(10);
        return weather;
    }

    /// Everything at once.
    static Weather stormy(RandomGenerator random) {
        Weather weather = cutting(random);
        weather.repeatedEvent = random.nextInt(100);
        weather.lostEvent = random.nextInt(50);
        weather.retryLater = random.nextInt(200);
        weather.unconfirmed = random.nextInt(200);
        return weather;
    }

    void clear() {
        refusedConnect = 0;
        cut = 0;
        silence = 0;
        repeatedEvent = 0;
        lostEvent = 0;
        retryLater = 0;
        unconfirmed = 0;
    }

    boolean strikes(int perMille) {
        return perMille > 0 && random.nextInt(1_000) < perMille;
    }

    boolean tossUp() {
        return random.nextBoolean();
    }

    long delay() {
        return random.nextLong(40);
    }

    long upTo(long bound) {
        return random.nextLong(bound);
    }
}
