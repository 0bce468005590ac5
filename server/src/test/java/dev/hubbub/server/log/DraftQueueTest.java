package dev.hubbub.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class DraftQueueTest {
    @Test
    void whatWasAcceptedIsTakenThoughItClosesAtAnyMoment() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 1_000; round++) {
                var closing = new DraftQueue(1_000);
                var start = new CyclicBarrier(4);
                List<String> accepted = Collections.synchronizedList(new ArrayList<>());
                List<Future<?>> others = List.of(
                        threads.submit(() -> offerMany(closing, start, 0, accepted)),
                        threads.submit(() -> offerMany(closing, start, 100, accepted)),
                        threads.submit(() -> {
                            start.await();
                            closing.close();
                            return null;
                        }));
                start.await();
                List<String> taken = takeAll(closing);
                for (Future<?> other : others) {
                    other.get();
                }
                assertThat(taken).containsExactlyInAnyOrderElementsOf(accepted);
            }
        }
    }

    @Test
    void moreThanItsCapacityIsRefusedHoweverManyOfferAtOnce() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 1_000; round++) {
                var queue = new DraftQueue(7);
                var start = new CyclicBarrier(2);
                List<String> accepted = Collections.synchronizedList(new ArrayList<>());
                Future<?> other = threads.submit(() -> offerMany(queue, start, 100, accepted));
                offerMany(queue, start, 0, accepted);
                other.get();
                assertThat(refs(queue.pause())).hasSize(7).containsExactlyInAnyOrderElementsOf(accepted);
            }
        }
    }

    private static List<String> takeAll(DraftQueue queue) throws InterruptedException {
        List<String> taken = new ArrayList<>();
        for (List<Waiting> batch = queue.take(3); !batch.isEmpty(); batch = queue.take(3)) {
            taken.addAll(refs(batch));
        }
        return taken;
    }

    private static Void offerMany(DraftQueue queue, CyclicBarrier start, int from, List<String> accepted)
            throws Exception {
        start.await();
        for (int number = from; number < from + 20; number++) {
            if (queue.offer(waiting(number)) == DraftQueue.Offer.ACCEPTED) {
                accepted.add("r-" + number);
            }
        }
        return null;
    }

    private static Waiting waiting(int number) {
        var ana = new Person(new UserId(2), "ana");
        return new Waiting(new Draft.Post(new Ref("r-" + number), ana, new RoomId(1), "hi"), _ -> {});
    }

    private static List<String> refs(List<Waiting> drafts) {
        return drafts.stream().map(waiting -> waiting.draft().ref().value()).toList();
    }
}
