package dev.hubbub.server.cluster;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamOptions;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PushSubscribeOptions;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.function.Predicate;

/// Reads the stream in its own order, from a time on. Blocks, and leaves nothing behind on the server.
final class StreamReader {
    /// When the server forgets a reader that nobody listens to any more; by itself it waits 5 s.
    private static final Duration GONE_AFTER = Duration.ofSeconds(1);
    private static final int NO_MESSAGE = 10_037;
    private static final int NOT_FOUND = 404;

    /// @param time when the stream took it
    record Newest(BusMessage message, Instant time) {}

    private StreamReader() {}

    /// Everything up to what is the last when this begins; the headers without the bodies.
    ///
    /// @throws IOException if NATS does not go on within `patience`
    static void headers(Connection on, Instant since, Duration patience, Predicate<Message> taker)
            throws IOException, JetStreamApiException, InterruptedException {
        StreamState state = on.jetStreamManagement(StreamSetup.PATIENT)
                .getStreamInfo(StreamSetup.NAME)
                .getStreamState();
        ZonedDateTime lastTime = state.getLastTime();
        if (state.getMsgCount() == 0 || lastTime == null || lastTime.toInstant().isBefore(since)) {
            return;
        }
        long last = state.getLastSequence();
        Predicate<Message> upToLast =
                message -> taker.test(message) && message.metaData().streamSequence() < last;
        if (!read(on, StreamSetup.SUBJECTS, from(since).headersOnly(true), patience, upToLast)) {
            throw new IOException("JetStream stopped answering");
        }
    }

    /// The newest message on a subject. Cheap: it takes no reader on the server.
    static Optional<Newest> last(Connection on, String subject, Duration patience)
            throws IOException, JetStreamApiException {
        try {
            JetStreamOptions options =
                    JetStreamOptions.builder().requestTimeout(patience).build();
            MessageInfo found = on.jetStreamManagement(options).getLastMessage(StreamSetup.NAME, subject);
            ZonedDateTime time = found.getTime();
            return time == null
                    ? Optional.empty()
                    : Optional.of(new Newest(NatsSubscription.message(subject, found), time.toInstant()));
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() == NO_MESSAGE || e.getErrorCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// What came on one subject, until `taker` wants no more or nothing is left.
    ///
    /// @param since something came on it after that
    /// @throws IOException if NATS does not go on within `patience`
    static void room(Connection on, String subject, Instant since, Duration patience, Predicate<Message> taker)
            throws IOException, JetStreamApiException, InterruptedException {
        if (!read(on, subject, from(since), patience, taker)) {
            throw new IOException("JetStream stopped answering");
        }
    }

    private static ConsumerConfiguration.Builder from(Instant since) {
        return ConsumerConfiguration.builder()
                .inactiveThreshold(GONE_AFTER)
                .deliverPolicy(DeliverPolicy.ByStartTime)
                .startTime(since.atZone(ZoneOffset.UTC));
    }

    /// Until `taker` wants no more, or nothing is left.
    ///
    /// @return false if nothing came for so long
    private static boolean read(
            Connection on,
            String subject,
            ConsumerConfiguration.Builder consumer,
            Duration patience,
            Predicate<Message> taker)
            throws IOException, JetStreamApiException, InterruptedException {
        PushSubscribeOptions options = PushSubscribeOptions.builder().stream(StreamSetup.NAME)
                .ordered(true)
                .configuration(consumer.build())
                .build();
        JetStreamSubscription subscription = on.jetStream(
                        JetStreamOptions.builder().requestTimeout(patience).build())
                .subscribe(subject, options);
        try {
            while (true) {
                Message message = subscription.nextMessage(patience);
                if (message == null) {
                    return false;
                }
                if (!taker.test(message) || message.metaData().pendingCount() == 0) {
                    return true;
                }
            }
        } finally {
            if (subscription.isActive()) {
                subscription.unsubscribe();
            }
        }
    }
}
