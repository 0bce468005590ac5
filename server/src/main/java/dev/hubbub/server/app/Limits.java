package dev.hubbub.server.app;

import dev.hubbub.server.limit.Rate;
import dev.hubbub.server.rest.RestRates;
import java.time.Duration;

/// How much one user, address or connection may ask of the server.
///
/// @param messageBytes of a message's text as UTF-8
/// @param frameBytes of a WebSocket frame or a request's body
/// @param roomsPerUser the global room and direct conversations not counted
/// @param commandsPerSecond that one connection may go on sending
/// @param commandsBurst how many at once after a pause
/// @param userCommandsPerSecond that one user may go on sending over all of his connections and REST
/// @param userCommandsBurst how many at once after a pause
/// @param rest how fast requests may come
/// @param unauthenticated how long a connection may stay open without saying who it is
/// @param request how long the head of a request, and then its body, may take to come
/// @param idle after this long without a sign of life a connection counts as gone
public record Limits(
        int messageBytes,
        int frameBytes,
        int roomsPerUser,
        int connectionsPerUser,
        int connectionsPerAddress,
        int commandsPerSecond,
        int commandsBurst,
        int userCommandsPerSecond,
        int userCommandsBurst,
        RestRates rest,
        Duration unauthenticated,
        Duration request,
        Duration idle) {
    private static final int ENVELOPE_BYTES = 512;
    /// A desk, a phone and a terminal, all at full speed.
    private static final int SEVERAL_CONNECTIONS = 3;
    /// A page asks for many things at once.
    private static final int SECONDS_AT_ONCE = 3;
    /// Reading costs less than writing.
    private static final int READS_PER_COMMAND = 2;
    /// Everybody behind an address renews four times an hour, and all at once when they were cut off.
    private static final int RENEWALS_PER_SIGN_IN = 20;

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
        if (userCommandsBurst < userCommandsPerSecond) {
            throw new InvalidConfigException(
                    "HUBBUB_USER_COMMANDS_BURST must be at least HUBBUB_USER_COMMANDS_PER_SECOND (%d). For example: HUBBUB_USER_COMMANDS_BURST=%d"
                            .formatted(userCommandsPerSecond, userCommandsPerSecond * 3));
        }
    }

    static Limits from(Settings settings) {
        int perSecond = settings.of(Settings.COMMANDS_PER_SECOND);
        int burst = settings.of(Settings.COMMANDS_BURST);
        return new Limits(
                settings.of(Settings.MESSAGE_BYTES),
                settings.of(Settings.FRAME_BYTES),
                settings.of(Settings.ROOMS_PER_USER),
                settings.of(Settings.CONNECTIONS_PER_USER),
                settings.of(Settings.CONNECTIONS_PER_ADDRESS),
                perSecond,
                burst,
                settings.given(Settings.USER_COMMANDS_PER_SECOND).orElse(SEVERAL_CONNECTIONS * perSecond),
                settings.given(Settings.USER_COMMANDS_BURST).orElse(SEVERAL_CONNECTIONS * burst),
                rest(settings, perSecond),
                Duration.ofSeconds(settings.of(Settings.UNAUTHENTICATED_SECONDS)),
                Duration.ofSeconds(settings.of(Settings.REQUEST_SECONDS)),
                Duration.ofSeconds(settings.of(Settings.IDLE_SECONDS)));
    }

    /// What is not set grows with what is, or a server with raised limits would still refuse.
    private static RestRates rest(Settings settings, int commandsPerSecond) {
        int signIns = settings.of(Settings.SIGN_INS_PER_MINUTE);
        return new RestRates(
                Rate.per(Duration.ofMinutes(1), signIns),
                Rate.per(
                        Duration.ofMinutes(1),
                        settings.given(Settings.RENEWALS_PER_MINUTE).orElse(RENEWALS_PER_SIGN_IN * signIns)),
                perSecond(settings.given(Settings.READS_PER_SECOND).orElse(READS_PER_COMMAND * commandsPerSecond)),
                perSecond(settings.given(Settings.WRITES_PER_SECOND).orElse(commandsPerSecond)),
                perSecond(settings.given(Settings.ADMIN_REQUESTS_PER_SECOND).orElse(commandsPerSecond)),
                settings.of(Settings.ADDRESS_FACTOR));
    }

    private static Rate perSecond(int count) {
        return Rate.perSecond(count, SECONDS_AT_ONCE * count);
    }
}
