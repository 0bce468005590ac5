package dev.hubbub.server.limit;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Lincheck tries the interleavings of random operations on one key and looks for answers that no order of them
/// explains.
public class QuotaLinearTest {
    private final Quota<String> quota = new Quota<>(2);

    @Operation
    public boolean tryAcquire() {
        return quota.tryAcquire("ana");
    }

    @Operation
    public void release() {
        quota.release("ana");
    }

    @Test
    @Tag("soak")
    void nobodyIsTurnedAwayForSomeoneWhoWasTurnedAwayHimself() {
        new ModelCheckingOptions()
                .iterations(6)
                .invocationsPerIteration(100)
                .threads(3)
                .actorsPerThread(2)
                .check(QuotaLinearTest.class);
    }
}
