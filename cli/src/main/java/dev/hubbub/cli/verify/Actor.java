package dev.hubbub.cli.verify;

import dev.hubbub.cli.verify.check.Fact;
import dev.hubbub.cli.verify.check.Testimony;
import dev.hubbub.cli.verify.proxy.Proxy;
import dev.hubbub.client.HubbubClient;
import dev.hubbub.client.Outcome;
import dev.hubbub.client.Resumption;
import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage.AckBody;
import dev.hubbub.protocol.UserId;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// One client with its network, its record, and the means to do things. Its monitor guards which client it is
/// now, since a crash replaces it.
final class Actor implements AutoCloseable {

    /// A message, and how often it goes.
    record Message(Ref ref, RoomId room, String text) {}

    private final String name;
    private final Identity identity;
    private final Proxy proxy;
    private final Texts texts;
    private final Journal journal = new Journal();
    private final RestPoster rest;
    /// Acknowledged ones, to be sent once more some time.
    private final ConcurrentLinkedQueue<Message> acked = new ConcurrentLinkedQueue<>();
    private final Map<Ref, Message> unanswered = new LinkedHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private Voice voice;
    private HubbubClient client;

    Actor(String name, Identity identity, Proxy proxy, Texts texts) {
        this.name = name;
        this.identity = identity;
        this.proxy = proxy;
        this.texts = texts;
        rest = new RestPoster(addresses("http", "/"), identity);
        voice = new Voice(journal, texts);
        client = connect(voice, new Resumption(null, Map.of()));
    }

    private HubbubClient connect(Voice listener, Resumption from) {
        List<URI> servers = addresses("ws", "/ws");
        // It begins where chance has it, or all would go to the same node.
        Collections.shuffle(servers);
        return HubbubClient.builder(servers.getFirst())
                .alsoAt(servers.subList(1, servers.size()).toArray(URI[]::new))
                .token(identity::token)
                .listener(listener)
                .replayFromStart()
                .resume(from)
                .backoff(Duration.ofMillis(100), Duration.ofMillis(1_500))
                .keepAlive(Duration.ofSeconds(2), Duration.ofSeconds(3))
                .connect();
    }

    private List<URI> addresses(String scheme, String path) {
        List<URI> addresses = new ArrayList<>();
        proxy.ports().forEach(port -> addresses.add(URI.create(scheme + "://127.0.0.1:" + port + path)));
        return addresses;
    }

    // ---- what it can do

    synchronized void post(RoomId room, String text) {
        Message message = new Message(Ref.next(), room, text);
        journal.note(sent(Fact.Way.SOCKET, message));
        overSocket(message);
    }

    /// Over REST, and if `twice` over the WebSocket at the same time. Blocks until REST has answered.
    void postOverRest(RoomId room, String text, boolean twice) throws InterruptedException {
        Message message = new Message(Ref.next(), room, text);
        journal.note(sent(Fact.Way.REST, message));
        if (twice) {
            synchronized (this) {
                journal.note(new Fact.Repeated(ref(message)));
                overSocket(message);
            }
        }
        overRest(message);
    }

    /// Sends one that was acknowledged once more: it must get the same answer.
    void repeat(boolean overRest) throws InterruptedException {
        Message message = acked.poll();
        if (message == null) {
            return;
        }
        synchronized (unanswered) {
            if (unanswered.containsKey(message.ref())) {
                // It went both ways, and only one has answered.
                return;
            }
        }
        journal.note(new Fact.Repeated(ref(message)));
        if (overRest) {
            overRest(message);
        } else {
            synchronized (this) {
                overSocket(message);
            }
        }
    }

    private void overSocket(Message message) {
        open.incrementAndGet();
        synchronized (unanswered) {
            unanswered.put(message.ref(), message);
        }
        submit(message);
    }

    private void submit(Message message) {
        var _ = client.post(message.ref(), message.room(), message.text())
                .thenAccept(outcome -> answered(message, outcome));
    }

    private void answered(Message message, Outcome<AckBody.Stored> outcome) {
        switch (outcome) {
            case Outcome.Acked<AckBody.Stored> stored ->
                acked(message, stored.body().room().value(), stored.body().seq());
            case Outcome.Refused<AckBody.Stored> refused ->
                journal.note(new Fact.Refused(ref(message), refused.code().wireName()));
            case Outcome.Abandoned<AckBody.Stored> _ -> {
                // The next client sends it again.
                return;
            }
        }
        synchronized (unanswered) {
            unanswered.remove(message.ref());
        }
        open.decrementAndGet();
    }

    private void overRest(Message message) throws InterruptedException {
        open.incrementAndGet();
        switch (rest.post(message.ref(), message.room(), message.text())) {
            case RestPoster.Answer.Stored(long room, long seq) -> acked(message, room, seq);
            case RestPoster.Answer.Refused(String code) -> journal.note(new Fact.Refused(ref(message), code));
        }
        open.decrementAndGet();
    }

    private void acked(Message message, long room, long seq) {
        journal.note(new Fact.Acked(ref(message), room, seq));
        acked.add(message);
    }

    private Fact sent(Fact.Way way, Message message) {
        return new Fact.Sent(way, ref(message), message.room().value(), message.text());
    }

    private String ref(Message message) {
        return texts.apply(message.ref().value());
    }

    synchronized CompletableFuture<Outcome<AckBody.Entered>> create(String room) {
        return client.createPublic(room);
    }

    void join(RoomId room) {
        ask(new Command.JoinRoom(Ref.next(), room, null, null));
    }

    void leave(RoomId room) {
        ask(new Command.LeaveRoom(Ref.next(), room));
    }

    void remove(RoomId room, long user) {
        ask(new Command.RemoveMember(Ref.next(), room, new UserId(user)));
    }

    void rename(RoomId room, String newName) {
        ask(new Command.RenameRoom(Ref.next(), room, newName));
    }

    void setTopic(RoomId room, String topic) {
        ask(new Command.SetTopic(Ref.next(), room, topic));
    }

    /// What becomes of it shows in the log.
    private synchronized void ask(Command.Answered command) {
        open.incrementAndGet();
        var _ = client.submit(command, AckBody.class).thenRun(open::decrementAndGet);
    }

    /// Its program ends without a word, and starts again where it stood.
    synchronized void crash() {
        HubbubClient old = client;
        Voice oldVoice = voice;
        CompletableFuture<Resumption> stood = new CompletableFuture<>();
        old.execute(() -> {
            var _ = old.resumption().thenAccept(resumption -> {
                oldVoice.mute();
                stood.complete(resumption);
            });
        });
        Resumption from = stood.join();
        old.close();
        // Once this is answered, everything before it was abandoned.
        var _ = old.submit(new Command.ListRooms(Ref.next(), null, null, 1), AckBody.Rooms.class)
                .join();
        voice = new Voice(journal, texts);
        client = connect(voice, from);
        List<Message> again;
        synchronized (unanswered) {
            again = new ArrayList<>(unanswered.values());
        }
        again.forEach(this::submit);
    }

    // ---- what others ask

    String name() {
        return name;
    }

    long user() {
        return identity.user();
    }

    Proxy proxy() {
        return proxy;
    }

    synchronized Voice voice() {
        return voice;
    }

    /// Commands without an answer.
    int open() {
        return open.get();
    }

    Journal journal() {
        return journal;
    }

    Testimony testimony() {
        return new Testimony(name, user(), journal.facts(), proxy.wires(), open());
    }

    @Override
    public synchronized void close() throws IOException {
        client.close();
        proxy.close();
    }
}
