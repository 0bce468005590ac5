package dev.hubbub.client;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executors;

/// One HTTP client, and so one selector thread, for all clients of the process that bring none of their own.
final class SharedHttp {
    static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    private SharedHttp() {}
}
