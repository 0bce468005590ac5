package dev.hubbub.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class StreamSetupTest {
    private static final StreamSettings SMALL =
            new StreamSettings(Duration.ofHours(2), 10L << 20, 1, Duration.ofSeconds(30));

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
    }

    private Connection connection(TestNats nats) throws Exception {
        if (!opened.contains(nats)) {
            opened.add(nats);
        }
        Connection connection = Nats.connect(nats.url());
        opened.add(connection);
        return connection;
    }

    private static StreamConfiguration stream(Connection on) throws Exception {
        return on.jetStreamManagement().getStreamInfo(StreamSetup.NAME).getConfiguration();
    }

    @Test
    void theStreamIsMadeAsTheSettingsSay() throws Exception {
        Connection nats = connection(TestNats.start());
        assertThat(new StreamSetup(SMALL).ensure(nats)).isTrue();
        StreamConfiguration made = stream(nats);
        assertThat(made.getSubjects()).containsExactly("chat.>");
        assertThat(made.getMaxAge()).isEqualTo(Duration.ofHours(2));
        assertThat(made.getMaxBytes()).isEqualTo(10L << 20);
        assertThat(made.getDuplicateWindow()).isEqualTo(Duration.ofSeconds(30));
        assertThat(made.getAllowDirect()).isTrue();
    }

    @Test
    void severalNodesMakeItAtOnce() throws Exception {
        TestNats nats = TestNats.start();
        List<Callable<Boolean>> nodes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Connection connection = connection(nats);
            nodes.add(() -> new StreamSetup(SMALL).ensure(connection));
        }
        try (var threads = Executors.newFixedThreadPool(nodes.size())) {
            for (Future<Boolean> there : threads.invokeAll(nodes)) {
                assertThat(there.get()).isTrue();
            }
        }
    }

    @Test
    void oneWithOtherSettingsIsChangedAndKeepsWhatItHolds() throws Exception {
        Connection nats = connection(TestNats.start());
        assertThat(new StreamSetup(SMALL).ensure(nats)).isTrue();
        nats.jetStream().publish("chat.room.1", new byte[1]);
        assertThat(new StreamSetup(StreamSettings.defaults()).ensure(nats)).isTrue();
        assertThat(stream(nats).getMaxAge()).isEqualTo(Duration.ofHours(24));
        assertThat(nats.jetStreamManagement()
                        .getStreamInfo(StreamSetup.NAME)
                        .getStreamState()
                        .getMsgCount())
                .isOne();
    }

    @Test
    void oneThatCannotBeChangedIsUsedAsItIs() throws Exception {
        Connection nats = connection(TestNats.start());
        assertThat(new StreamSetup(SMALL).ensure(nats)).isTrue();
        StreamSettings tooMuch = new StreamSettings(SMALL.age(), 1L << 60, 1, SMALL.repeats());
        assertThat(new StreamSetup(tooMuch).ensure(nats)).isTrue();
        assertThat(stream(nats).getMaxBytes()).isEqualTo(SMALL.bytes());
    }

    @Test
    void oneThatCannotBeMadeIsNone() throws Exception {
        Connection nats = connection(TestNats.start());
        StreamSettings replicated = new StreamSettings(SMALL.age(), SMALL.bytes(), 3, SMALL.repeats());
        assertThat(new StreamSetup(replicated).ensure(nats)).isFalse();
    }

    @Test
    void aStreamOfSomebodyElseIsLeftAlone() throws Exception {
        Connection nats = connection(TestNats.start());
        nats.jetStreamManagement()
                .addStream(StreamConfiguration.builder()
                        .name(StreamSetup.NAME)
                        .subjects("invoices.>")
                        .build());
        assertThat(new StreamSetup(SMALL).ensure(nats)).isFalse();
        assertThat(stream(nats).getSubjects()).containsExactly("invoices.>");
    }

    @Test
    void aServerWithoutJetStreamHasNone() throws Exception {
        Connection nats = connection(TestNats.plain());
        assertThat(new StreamSetup(SMALL).ensure(nats)).isFalse();
    }
}
