package dev.hubbub.server.hub;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks into the database, on a virtual thread of its own: whatever was asked while one query ran is in the
/// next. Safe for any thread.
///
/// Its queue has no bound but that of what is asked: who got into rooms on other nodes, and is connected here.
final class DatabaseStays implements Stays, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DatabaseStays.class);
    private static final int MOST_AT_ONCE = 200;
    private static final long RETRY_MS = 500;

    private final Hub.StayReader reader;
    private final BlockingQueue<Question> questions = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    private record Question(Stay stay, Runnable goesOn) {}

    DatabaseStays(Hub.StayReader reader) {
        this.reader = reader;
        thread = Thread.ofVirtual().name("stays").start(this::answerAll);
    }

    @Override
    public void ask(Stay stay, Runnable goesOn) {
        questions.add(new Question(stay, goesOn));
    }

    private void answerAll() {
        List<Question> batch = new ArrayList<>(MOST_AT_ONCE);
        try {
            while (!closed) {
                batch.add(questions.take());
                questions.drainTo(batch, MOST_AT_ONCE - 1);
                Set<Stay> found = readUntilAnswered(batch);
                batch.stream()
                        .filter(question -> found.contains(question.stay()))
                        .forEach(DatabaseStays::answer);
                batch.clear();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(Question question) {
        try {
            question.goesOn().run();
        } catch (RejectedExecutionException _) {
            log.debug("nobody waits for {}: the event loop has ended", question.stay());
        }
    }

    private Set<Stay> readUntilAnswered(List<Question> batch) throws InterruptedException {
        Set<UserId> users = new HashSet<>();
        Set<RoomId> rooms = new HashSet<>();
        batch.forEach(question -> {
            users.add(question.stay().user());
            rooms.add(question.stay().room());
        });
        while (!closed) {
            try {
                return Set.copyOf(reader.among(users, rooms));
            } catch (RuntimeException e) {
                log.warn("who of {} is in rooms cannot be read, trying again: {}", users.size(), e.toString());
            }
            TimeUnit.MILLISECONDS.sleep(RETRY_MS);
        }
        return Set.of();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
