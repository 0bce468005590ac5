package dev.hubbub.server.log;

import static dev.hubbub.server.log.LogFixture.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.Ref;
import dev.hubbub.server.db.TestPostgres;
import dev.hubbub.server.log.AppendResult.AlreadyCommitted;
import dev.hubbub.server.log.AppendResult.Committed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
final class BrokenConnectionTest {

    @Test
    void whatWasAcknowledgedIsThereOnceAndDeliveredOnceHoweverOftenConnectionsBreak() {
        try (var fixture = new LogFixture()) {
            var room = fixture.room("shaky", fixture.ana);
            var drafts = new ArrayList<Draft.Post>();
            var results = new ArrayList<CompletableFuture<AppendResult>>();
            for (int round = 0; round < 20; round++) {
                for (int i = 0; i < 300; i++) {
                    var draft = post(fixture.ana, room, "message " + drafts.size());
                    drafts.add(draft);
                    results.add(fixture.append(draft));
                }
                TestPostgres.terminateCommitters(fixture.settings);
            }
            var acked = new HashSet<Ref>();
            for (int i = 0; i < results.size(); i++) {
                if (results.get(i).orTimeout(60, TimeUnit.SECONDS).join() instanceof Committed) {
                    acked.add(drafts.get(i).ref());
                }
            }
            // Whoever got no yes sends the same again.
            for (var draft : drafts) {
                if (!acked.contains(draft.ref())) {
                    assertThat(fixture.now(draft)).isInstanceOfAny(Committed.class, AlreadyCommitted.class);
                }
            }
            var stored = fixture.log.range(room, 2, drafts.size() + 10);
            assertThat(stored).hasSize(drafts.size());
            assertThat(stored)
                    .extracting(Event::seq)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(2, drafts.size() + 1).boxed().toList());
            assertThat(stored).extracting(Event::ref).containsAll(acked);
            assertThat(fixture.delivered.stream()
                            .flatMap(batch -> batch.events().stream())
                            .skip(1)
                            .toList())
                    .isEqualTo(stored);
        }
    }

    @Test
    void aBatchGivenUpAsUnconfirmedIsDeliveredOnceTheDatabaseIsBack() throws Exception {
        var impatient = new GroupCommitConfig(1, 1_000, 20_000, 1_000, Duration.ofMillis(200));
        try (var line = new SeveredLine(TestPostgres.freshDatabase());
                var fixture = new LogFixture(line.settings(), impatient)) {
            var room = fixture.room("shaky", fixture.ana);
            var draft = post(fixture.ana, room, "is it there?");
            line.severAtCommit();
            assertThat(fixture.now(draft)).isInstanceOf(AppendResult.Unconfirmed.class);
            line.mend();
            await().untilAsserted(() -> assertThat(fixture.delivered.getLast().events())
                    .extracting(Event::ref)
                    .containsExactly(draft.ref()));
            assertThat(fixture.now(draft)).isInstanceOf(AlreadyCommitted.class);
            assertThat(fixture.delivered.getLast().events()).isEqualTo(fixture.log.range(room, 2, 10));
        }
    }
}
