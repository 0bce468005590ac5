package dev.hubbub.server.app;

import java.time.Duration;

/// How much one user, address or connection may ask of the server.
///
/// @param messageBytes of a message's text as UTF-8
/// @param frameBytes of a WebSocket frame or a request's body
/// @param roomsPerUser the global room and direct conversations not counted
/// @param commandsPerSecond that one connection, or one user over REST, may go on sending
/// @param commandsBurst how many at once after a pause
/// @param signInsPerMinute registrations and logins from one address
/// @param unauthenticated how long a connection may stay open without saying who it is
/// @param idle after this long without a sign of life a connection counts as gone
public record Limits(
        int messageBytes,
        int frameBytes,
        int roomsPerUser,
        int connectionsPerUser,
        int connectionsPerAddress,
        int commandsPerSecond,
        int commandsBurst,
        int signInsPerMinute,
        Duration unauthenticated,
        Duration idle) {
    private static final int ENVELOPE_BYTES = 512;

    public Limits {
        if (frameBytes < messageBytes + ENVELOPE_BYTES) {
            throw new InvalidConfigException(
                    "HUBBUB_FRAME_BYTES must be at least %d more than HUBBUB_MESSAGE_BYTES (%d), or no frame could carry such a message. For example: HUBBUB_FRAME_BYTES=%d"
                            .formatted(ENVELOPE_BYTES, messageBytes, messageBytes * 4));
        }
        if (commandsBurst < commandsPerSecond) {
            throw new InvalidConfigException(
                    "HUBBUB_COMMANDS_BURST must be at least HUBBUB_COMMANDS_PER_SECOND (%d). For example: HUBBUB_COMMANDS_BURST=%d"
                            .formatted(commandsPerSecond, commandsPerSecond * 3));
        }
    }

    static Limits from(Settings settings) {
        return new Limits(
                settings.of(Settings.MESSAGE_BYTES),
                settings.of(Settings.FRAME_BYTES),
                settings.of(Settings.ROOMS_PER_USER),
                settings.of(Settings.CONNECTIONS_PER_USER),
                settings.of(Settings.CONNECTIONS_PER_ADDRESS),
                settings.of(Settings.COMMANDS_PER_SECOND),
                settings.of(Settings.COMMANDS_BURST),
                settings.of(Settings.SIGN_INS_PER_MINUTE),
                Duration.ofSeconds(settings.of(Settings.UNAUTHENTICATED_SECONDS)),
                Duration.ofSeconds(settings.of(Settings.IDLE_SECONDS)));
    }
}
