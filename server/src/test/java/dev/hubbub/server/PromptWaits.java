package dev.hubbub.server;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Looks often, in every test: by itself Awaitility first looks after 100 ms, and most of what tests wait for takes
/// one.
/// JUnit finds it by the list of services.
public final class PromptWaits implements BeforeAllCallback {
    private static final Duration INTERVAL = Duration.ofMillis(5);

    @Override
    public void beforeAll(ExtensionContext tests) {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(INTERVAL);
    }
}
