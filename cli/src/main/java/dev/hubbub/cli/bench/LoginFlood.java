package dev.hubbub.cli.bench;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/// Logs in over HTTP whenever the pacer says so, whatever became of those before: account after account, every
/// other time with a wrong password. Sending belongs to the pacer's thread; what was counted is safe for any
/// thread.
final class LoginFlood implements Pacer.Load, AutoCloseable {
    static final String PASSWORD = "bench-bench-bench";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /// Counted like a status where there was no answer.
    private static final int NO_ANSWER = 0;

    private static final List<Integer> REFUSALS = List.of(429, 503);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final URI route;
    private final List<String> logins;
    private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
    private final Recorder judged = new Recorder(2);

    LoginFlood(InetSocketAddress server, List<String> logins) {
        route = URI.create("http://%s:%d/api/v1/login".formatted(server.getHostString(), server.getPort()));
        this.logins = logins;
    }

    @Override
    public void send(long index, long intended) {
        String login = logins.get((int) (index / 2 % logins.size()));
        String password = index % 2 == 0 ? PASSWORD : "wrong-wrong-wrong";
        HttpRequest request = HttpRequest.newBuilder(route)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(login, password)))
                .build();
        var _ = http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .whenComplete((response, _) -> count(response == null ? NO_ANSWER : response.statusCode(), intended));
    }

    private void count(int status, long intended) {
        answers.computeIfAbsent(status, _ -> new LongAdder()).increment();
        if (isJudged(status)) {
            judged.recordValue(System.nanoTime() - intended);
        }
    }

    private static boolean isJudged(int status) {
        return status == 200 || status == 401;
    }

    /// How many passwords were looked at.
    long judged() {
        return of(200) + of(401);
    }

    /// How many were let in.
    long accepted() {
        return of(200);
    }

    /// How many were told to come again later.
    long refused() {
        return REFUSALS.stream().mapToLong(this::of).sum();
    }

    private long of(int status) {
        LongAdder count = answers.get(status);
        return count == null ? 0 : count.sum();
    }

    /// Answers that nobody should get, by status.
    Map<Integer, Long> faults() {
        Map<Integer, Long> faults = new TreeMap<>();
        answers.forEach((status, count) -> {
            if (!isJudged(status) && !REFUSALS.contains(status)) {
                faults.put(status, count.sum());
            }
        });
        return faults;
    }

    /// How long those waited whose password was looked at.
    Histogram waits() {
        return judged.getIntervalHistogram();
    }

    /// What is under way is given up.
    @Override
    public void close() {
        http.shutdownNow();
    }
}
