package dev.hubbub.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/// A thread that reads many clients, through one buffer that they share: what a client keeps between two reads is only
/// the frame that was cut off.
final class Loop implements AutoCloseable {
    private static final int BUFFER = 1 << 20;

    final Tally tally = new Tally();
    final MessageScan scan;
    final Heads heads;
    /// Clients whose attempt to connect failed; the fleet takes them out and lets them try again.
    final Queue<Client> turnedAway = new ConcurrentLinkedQueue<>();
    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private volatile boolean closing;

    private Loop(Selector selector, String name, Heads heads, int textBytes) {
        this.selector = selector;
        this.heads = heads;
        this.scan = new MessageScan(textBytes);
        thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    static Loop start(String name, Heads heads, int textBytes) throws IOException {
        Loop loop = new Loop(Selector.open(), name, heads, textBytes);
        loop.thread.start();
        return loop;
    }

    private void run() {
        try (selector) {
            while (!closing) {
                selector.select(key -> ((Client) key.attachment()).ready(key));
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
            }
            for (SelectionKey key : selector.keys()) {
                ((Client) key.attachment()).cut();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /// Waits for what `question` finds on the loop.
    <T> T ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        execute(() -> answer.complete(question.get()));
        return answer.join();
    }

    Selector selector() {
        return selector;
    }

    /// Empty, with room for more than `rest`.
    ByteBuffer buffer(int rest) {
        if (rest >= buffer.capacity() / 2) {
            buffer = ByteBuffer.allocateDirect(buffer.capacity() * 2);
        }
        return buffer.clear();
    }

    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        Ending.await(thread);
    }
}
