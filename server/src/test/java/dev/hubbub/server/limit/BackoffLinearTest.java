package dev.hubbub.server.limit;

import java.time.Duration;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Lincheck tries the interleavings of tries at one key, all in the same moment.
public class BackoffLinearTest {
    private final Backoff<String> backoff = new Backoff<>(2, Duration.ofMinutes(15), Duration.ofHours(24), () -> 0);

    @Operation
    public long take() {
        return backoff.take("ana");
    }

    @Operation
    public void giveBack() {
        backoff.giveBack("ana");
    }

    @Operation
    public void succeeded() {
        backoff.succeeded("ana");
    }

    @Test
    @Tag("soak")
    void guessingManyAtOnceGetsNoMoreGuesses() {
        new ModelCheckingOptions()
                .iterations(5)
                .invocationsPerIteration(100)
                .threads(3)
                .actorsPerThread(2)
                .check(BackoffLinearTest.class);
    }
}
