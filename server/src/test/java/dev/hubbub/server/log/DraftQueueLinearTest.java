package dev.hubbub.server.log;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Lincheck tries the interleavings of a committer with those who offer and who close. A committer that sleeps
/// while there is something to take is found as a deadlock, which no number of random races would tell from a
/// slow machine.
class DraftQueueLinearTest {
    @Test
    @Tag("soak")
    void whatWasAcceptedIsTakenOnceThoughItClosesMeanwhile() {
        Lincheck.runConcurrentTest(500, () -> {
            var queue = new DraftQueue(2);
            List<String> accepted = new ArrayList<>();
            Thread offering = Thread.ofPlatform().start(() -> {
                offer(queue, "a", accepted);
                offer(queue, "b", accepted);
            });
            Thread closing = Thread.ofPlatform().start(queue::close);
            List<String> taken = takeAll(queue);
            join(offering);
            join(closing);
            check(taken, accepted);
        });
    }

    @Test
    @Tag("soak")
    void whatWasAcceptedIsHandedOverOnceThoughItPausesMeanwhile() {
        Lincheck.runConcurrentTest(500, () -> {
            var queue = new DraftQueue(2);
            List<String> accepted = new ArrayList<>();
            Thread offering = Thread.ofPlatform().start(() -> {
                offer(queue, "a", accepted);
                offer(queue, "b", accepted);
                queue.close();
            });
            List<String> taken = new ArrayList<>(refs(queue.pause()));
            queue.resume();
            taken.addAll(takeAll(queue));
            join(offering);
            check(taken, accepted);
        });
    }

    /// By hand: Lincheck does not get on with AssertJ inside of what it runs.
    private static void check(List<String> taken, List<String> accepted) {
        if (!taken.equals(accepted)) {
            throw new AssertionError("accepted " + accepted + ", taken " + taken);
        }
    }

    private static void offer(DraftQueue queue, String ref, List<String> accepted) {
        var ana = new Person(new UserId(2), "ana");
        var draft = new Waiting(new Draft.Post(new Ref(ref), ana, new RoomId(1), "hi"), _ -> {});
        if (queue.offer(draft) == DraftQueue.Offer.ACCEPTED) {
            accepted.add(ref);
        }
    }

    private static List<String> takeAll(DraftQueue queue) {
        try {
            List<String> taken = new ArrayList<>();
            for (List<Waiting> batch = queue.take(1); !batch.isEmpty(); batch = queue.take(1)) {
                taken.addAll(refs(batch));
            }
            return taken;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> refs(List<Waiting> drafts) {
        return drafts.stream().map(waiting -> waiting.draft().ref().value()).toList();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
