package dev.hubbub.server.cluster;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamOptions;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the stream, or changes it to what the settings say. Any node may, several at once too: whoever comes
/// second finds it as it should be. Confined to one thread, and blocks.
///
/// Whatever is wrong is said once, until something else is: a server does all its work without a stream.
final class StreamSetup {
    static final String NAME = "hubbub";
    static final String SUBJECTS = "chat.>";
    static final JetStreamOptions PATIENT =
            JetStreamOptions.builder().requestTimeout(Duration.ofSeconds(3)).build();

    private static final Logger LOG = LoggerFactory.getLogger(StreamSetup.class);
    private static final int NO_SUCH_STREAM = 10_059;

    private final StreamSettings settings;
    private String said = "";

    StreamSetup(StreamSettings settings) {
        this.settings = settings;
    }

    /// Whether there is a stream to be used, if not quite as wanted.
    boolean ensure(Connection on) {
        try {
            JetStreamManagement streams = on.jetStreamManagement(PATIENT);
            Optional<StreamInfo> known = find(streams);
            if (known.isPresent()) {
                return update(streams, known.get().getConfiguration());
            }
            streams.addStream(wanted(StreamConfiguration.builder().name(NAME)));
            fine("JetStream keeps what is said");
            return true;
        } catch (JetStreamApiException e) {
            return refused(e.getErrorDescription());
        } catch (IOException | IllegalStateException e) {
            boolean without = !on.getServerInfo().isJetStreamAvailable();
            return refused(
                    without ? "this NATS runs without JetStream" : "JetStream does not answer, " + e.getMessage());
        }
    }

    private static Optional<StreamInfo> find(JetStreamManagement streams) throws IOException, JetStreamApiException {
        try {
            return Optional.of(streams.getStreamInfo(NAME));
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() == NO_SUCH_STREAM) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private boolean update(JetStreamManagement streams, StreamConfiguration known) throws IOException {
        if (!known.getSubjects().equals(List.of(SUBJECTS))) {
            return refused("the stream named " + NAME + " is somebody else's: it keeps " + known.getSubjects());
        }
        if (asWanted(known)) {
            fine("JetStream keeps what is said");
            return true;
        }
        try {
            streams.updateStream(wanted(StreamConfiguration.builder(known)));
            fine("JetStream keeps what is said, from now on");
        } catch (JetStreamApiException e) {
            wrong(
                    "The stream %s of JetStream cannot be changed to what the settings say (%s) and is used as it is"
                            .formatted(NAME, settings),
                    e.getErrorDescription());
        }
        return true;
    }

    private boolean refused(@Nullable String why) {
        wrong("JetStream keeps nothing of what is said, and everything else works without it", why);
        return false;
    }

    private void fine(String text) {
        if (isNews(text)) {
            LOG.info("{}: {}", text, settings);
        }
    }

    private void wrong(String text, @Nullable String why) {
        if (isNews(text + why)) {
            LOG.warn("{}: {}", text, why);
        }
    }

    private boolean isNews(String text) {
        boolean news = !text.equals(said);
        said = text;
        return news;
    }

    private boolean asWanted(StreamConfiguration known) {
        return settings.age().equals(known.getMaxAge())
                && known.getMaxBytes() == settings.bytes()
                && known.getReplicas() == settings.replicas()
                && settings.repeats().equals(known.getDuplicateWindow())
                && known.getAllowDirect();
    }

    /// What an operator changed besides stays.
    private StreamConfiguration wanted(StreamConfiguration.Builder from) {
        return from.subjects(SUBJECTS)
                .storageType(StorageType.File)
                .retentionPolicy(RetentionPolicy.Limits)
                .discardPolicy(DiscardPolicy.Old)
                .maxAge(settings.age())
                .maxBytes(settings.bytes())
                .replicas(settings.replicas())
                .duplicateWindow(settings.repeats())
                .allowDirect(true)
                .build();
    }
}
