package dev.hubbub.server.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthTest {
    private static final HealthPart DATABASE = new HealthPart("database", () -> Finding.up(Duration.ofMillis(1)));
    private static final HealthPart SLOW_BUS = new HealthPart("bus", () -> Finding.degraded("away"));
    private static final HealthPart NO_DATABASE = new HealthPart("database", () -> Finding.down("gone"));

    @Test
    void itIsAsWellAsTheWorstOfItsParts() {
        assertThat(condition(DATABASE)).isEqualTo(Condition.UP);
        assertThat(condition(DATABASE, SLOW_BUS)).isEqualTo(Condition.DEGRADED);
        assertThat(condition(NO_DATABASE, SLOW_BUS)).isEqualTo(Condition.DOWN);
    }

    @Test
    void eachPartIsTold() {
        assertThat(new Health(List.of(DATABASE, SLOW_BUS)).look().parts())
                .containsOnlyKeys("database", "bus")
                .containsEntry("bus", Finding.degraded("away"));
    }

    private static Condition condition(HealthPart... parts) {
        return new Health(List.of(parts)).look().condition();
    }
}
