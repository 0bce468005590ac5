package dev.hubbub.server.app;

import java.util.Objects;

/// Which release this is.
final class Version {
    private Version() {}

    /// As the jar says, which classes that were only compiled have none of.
    static String text() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "development");
    }
}
