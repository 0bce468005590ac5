package dev.hubbub.server.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomKind;
import dev.hubbub.protocol.RoomState;
import dev.hubbub.protocol.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SnapshotQueueTest {
    private static final int USERS = 2_000;

    private final List<Integer> batches = new CopyOnWriteArrayList<>();
    private final Semaphore mayRead = new Semaphore(0);
    private final Semaphore reading = new Semaphore(0);
    private final SnapshotQueue queue = new SnapshotQueue(this::load, USERS);

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void everyoneGetsHisOwnRoomsHoweverManyAreReadAtOnce() throws Exception {
        List<CompletableFuture<List<Place>>> answers = new ArrayList<>();
        for (int user = 1; user <= USERS; user++) {
            // Some come twice, as from two devices.
            answers.add(ask(user % 1_500));
        }
        mayRead.release(USERS);
        for (int user = 1; user <= USERS; user++) {
            assertThat(answers.get(user - 1).get(20, SECONDS)).isEqualTo(placesOf(new UserId(user % 1_500)));
        }
        assertThat(batches).hasSizeLessThan(USERS / 50);
    }

    @Test
    void moreThanCanWaitAreRefusedAtOnce() {
        // Those that the two readers hold do not wait any more.
        holdBothReaders();
        for (int user = 1; user <= USERS; user++) {
            assertThat(queue.read(new UserId(user), Runnable::run, _ -> {}, () -> {}))
                    .isTrue();
        }
        assertThat(queue.read(new UserId(1), Runnable::run, _ -> {}, () -> {})).isFalse();
    }

    @Test
    void aFailureIsToldToThoseInTheBatchAndNobodyElse() throws Exception {
        var failed = new CompletableFuture<Boolean>();
        queue.read(new UserId(0), Runnable::run, _ -> failed.complete(false), () -> failed.complete(true));
        mayRead.release(10);
        assertThat(failed.get(20, SECONDS)).isTrue();
        assertThat(ask(7).get(20, SECONDS)).isEqualTo(placesOf(new UserId(7)));
    }

    @Test
    void whatIsAnsweredWasReadAfterTheQuestion() throws Exception {
        holdBothReaders();
        CompletableFuture<List<Place>> answer = ask(9);
        assertThat(answer).isNotDone();
        mayRead.release(10);
        assertThat(answer.get(20, SECONDS)).isEqualTo(placesOf(new UserId(9)));
        // The other reader may not have got round to noting its own yet.
        await().untilAsserted(() -> assertThat(batches).hasSize(3));
    }

    private void holdBothReaders() {
        for (int reader = 1; reader <= 2; reader++) {
            var _ = ask(reader);
            reading.acquireUninterruptibly();
        }
    }

    private CompletableFuture<List<Place>> ask(long user) {
        var answer = new CompletableFuture<List<Place>>();
        boolean taken = queue.read(
                new UserId(user),
                Runnable::run,
                answer::complete,
                () -> answer.completeExceptionally(new IllegalStateException("failed")));
        assertThat(taken).isTrue();
        return answer;
    }

    private Map<UserId, List<Place>> load(Collection<UserId> users) {
        reading.release();
        mayRead.acquireUninterruptibly();
        batches.add(users.size());
        if (users.contains(new UserId(0)) && users.size() == 1) {
            throw new IllegalStateException("the database is away");
        }
        return users.stream().collect(toMap(user -> user, SnapshotQueueTest::placesOf));
    }

    private static List<Place> placesOf(UserId user) {
        RoomId room = new RoomId(1_000_000 + user.value());
        return List.of(new Place(
                new RoomState(room, "room of " + user, "", RoomKind.PUBLIC, true, null, 1, 0, 5, 0, 5), user.value()));
    }
}
