package dev.hubbub.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ScheduleTest {
    @Test
    void messagesAreSpreadEvenlyFromTheStart() {
        Schedule schedule = new Schedule(1_000, 4);
        assertThat(schedule.timeOf(0)).isEqualTo(1_000);
        assertThat(schedule.timeOf(1)).isEqualTo(250_001_000);
        assertThat(schedule.timeOf(4_000_000)).isEqualTo(1_000_000_000_001_000L);
    }

    @Test
    void aSlowServerDoesNotMoveTheSchedule() throws InterruptedException {
        long start = System.nanoTime() - TimeUnit.SECONDS.toNanos(1);
        List<Long> due = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch enough = new CountDownLatch(100);
        Schedule schedule = new Schedule(start, 1_000);
        try (Pacer pacer = Pacer.start(schedule, (_, intended) -> {
            due.add(intended);
            enough.countDown();
        })) {
            enough.await();
            assertThat(pacer.stop()).isEqualTo(due.size());
        }
        // What was due a second ago went out late, and keeps the time at which it was due.
        assertThat(due.subList(0, 3)).containsExactly(start, start + 1_000_000, start + 2_000_000);
    }

    @Test
    void aRateOfNothingIsRefused() {
        assertThatThrownBy(() -> new Schedule(0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
