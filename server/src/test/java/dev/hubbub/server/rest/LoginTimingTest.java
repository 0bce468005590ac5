package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Whether how long a refused login takes tells that there is no such account.
///
/// Both kinds of login are made in pairs, and a coin says which of the two goes first, so that a machine that
/// slows down or stops for a moment does so to either with the same chance. A pair speaks against one of them
/// if it took less than three quarters of what the other took. If both take equally long, that happens with a
/// chance of at most one half, pair by pair, however the times are spread: a sign test, which assumes no
/// distribution. The alarm is raised when so many of all pairs speak against the same one that as many fair
/// coins would agree in less than one of a million runs ([#ALARM]): so often, at most, it is false.
///
/// What it cannot see is a difference of less than a quarter: bcrypt costs 16 times less here than it does on a
/// server, so that there it would be two percent of an answer's time. Still cheaper ones, of cost 6, were lost
/// in what a request takes on a busy machine: without any work for unknown users the test passed.
@Tag("integration")
class LoginTimingTest {
    private static final int PAIRS = 80;
    private static final int WARM_UP = 20;
    private static final double ALARM = 1e-6;
    private static final double LESS = 0.75;

    private static RunningServer server;

    private final Random coin = new Random();

    @BeforeAll
    static void start() {
        server = RunningServer.of(Map.of("HUBBUB_BCRYPT_COST", "8", "HUBBUB_FAILED_LOGINS", "100000"));
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void anUnknownUserIsRefusedNoFasterAndNoSlowerThanAWrongPassword() throws Exception {
        String ana = server.register("ana").json().path("user").path("username").asText();
        int unknownFaster = 0;
        int knownFaster = 0;
        for (int i = -WARM_UP; i < PAIRS; i++) {
            String nobody = "nobody" + (i + WARM_UP);
            boolean heads = coin.nextBoolean();
            long first = nanos(heads ? ana : nobody);
            long second = nanos(heads ? nobody : ana);
            long known = heads ? first : second;
            long unknown = heads ? second : first;
            if (i >= 0 && unknown < LESS * known) {
                unknownFaster++;
            } else if (i >= 0 && known < LESS * unknown) {
                knownFaster++;
            }
        }
        assertThat(chance(Math.max(unknownFaster, knownFaster)))
                .as(
                        "of %d pairs the unknown user was faster in %d, the known one in %d",
                        PAIRS, unknownFaster, knownFaster)
                .isGreaterThan(ALARM);
    }

    @Test
    void fourPairsOfFiveRaiseTheAlarmAndHalfOfThemDoNot() {
        assertThat(chance(PAIRS)).isLessThan(ALARM);
        assertThat(chance(PAIRS * 4 / 5)).isLessThan(ALARM);
        assertThat(chance(PAIRS / 2)).isGreaterThan(0.5);
        assertThat(chance(0)).isEqualTo(1);
    }

    private static long nanos(String login) throws Exception {
        String body = "{\"login\":\"%s\",\"password\":\"wrong horse\"}".formatted(login);
        long start = System.nanoTime();
        RunningServer.Answer answer = server.post("/api/v1/login", null, body);
        long taken = System.nanoTime() - start;
        assertThat(answer.text("code")).isEqualTo("bad_credentials");
        return taken;
    }

    /// That so many fair coins or more, of as many as there are pairs, show the same side, whichever that is.
    private static double chance(int most) {
        BigInteger ways = BigInteger.ONE;
        BigInteger extreme = BigInteger.ZERO;
        for (int heads = 0; heads <= PAIRS; heads++) {
            if (heads >= most) {
                extreme = extreme.add(ways);
            }
            ways = ways.multiply(BigInteger.valueOf(PAIRS - heads)).divide(BigInteger.valueOf(heads + 1));
        }
        return Math.min(1, 2 * extreme.doubleValue() / Math.pow(2, PAIRS));
    }
}
