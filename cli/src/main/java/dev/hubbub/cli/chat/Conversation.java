package dev.hubbub.cli.chat;

import dev.hubbub.client.ConnectionState;
import dev.hubbub.client.HubbubClient;
import dev.hubbub.client.Listener;
import dev.hubbub.client.Outcome;
import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.HistoryQuery;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomState;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.ServerMessage.AckBody;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What the user sees: his rooms, the one he looks at, and every line of it once. Confined to its client's
/// loop, but for the names for completion.
final class Conversation implements Listener {
    private static final int FIRST_PAGE = 20;
    private static final int PAGE = HistoryQuery.MAX_LIMIT;

    private final Screen screen;
    private final Palette palette;
    private final Lines lines;
    private final boolean plain;
    private final Map<RoomId, RoomView> rooms = new HashMap<>();
    /// What came of a room whose name is not known yet: the server tells it a moment after the first events.
    private final Map<RoomId, List<Event>> early = new HashMap<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private final Typists typists = new Typists(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    private @Nullable HubbubClient client;
    private @Nullable RoomView current;
    private @Nullable Person self;
    private boolean online;
    private boolean toldOffline;
    private volatile List<String> names = List.of();

    Conversation(Screen screen, boolean plain) {
        this.screen = screen;
        this.plain = plain;
        palette = screen.palette();
        lines = new Lines(palette, ZoneId.systemDefault());
    }

    /// On the loop, before the first call of the listener.
    void attach(HubbubClient given) {
        client = given;
    }

    /// Completes with the first welcome.
    CompletableFuture<Void> ready() {
        return ready;
    }

    /// Completes with the reason when the connection has ended for good.
    CompletableFuture<String> ended() {
        return ended;
    }

    /// For completion, from any thread.
    List<String> roomNames() {
        return names;
    }

    HubbubClient client() {
        if (client == null) {
            throw new IllegalStateException("not attached yet");
        }
        return client;
    }

    Optional<RoomView> current() {
        return Optional.ofNullable(current);
    }

    boolean isOnline() {
        return online;
    }

    /// The user's rooms in the order in which they are numbered from 1.
    List<RoomView> ordered() {
        return rooms.values().stream().sorted(RoomView.ORDER).toList();
    }

    Optional<RoomView> find(String name) {
        return rooms.values().stream()
                .filter(view -> view.name.equalsIgnoreCase(name))
                .findFirst();
    }

    // ---- entering and showing

    RoomView open(RoomState state) {
        RoomView view = rooms.computeIfAbsent(state.id(), _ -> new RoomView(state));
        tellNames();
        Optional.ofNullable(early.remove(state.id())).ifPresent(events -> events.forEach(this::event));
        return view;
    }

    void enter(RoomView view) {
        current = view;
        typists.clear();
        if (!plain) {
            screen.print(palette.bold("── " + view.name + " ──"));
            if (!view.topic.isEmpty()) {
                say("   " + view.topic);
            }
            load(view);
        }
        prompt();
    }

    private void load(RoomView view) {
        boolean first = !view.entered || view.lastSeq - view.shown > PAGE;
        if (view.entered && view.lastSeq == view.shown) {
            markRead(view);
            return;
        }
        if (view.entered && first) {
            screen.print(palette.dim("   … many lines came meanwhile; /history shows them …"));
        }
        view.entered = true;
        view.loading = true;
        HistoryQuery query = first ? HistoryQuery.newest(FIRST_PAGE) : HistoryQuery.after(view.shown, PAGE);
        var _ = client().history(view.id, query).thenAccept(outcome -> loaded(view, first, outcome));
    }

    private void loaded(RoomView view, boolean first, Outcome<AckBody.History> outcome) {
        switch (outcome) {
            case Outcome.Acked(AckBody.History(var page)) -> {
                if (first && !page.events().isEmpty()) {
                    view.oldest = page.events().getFirst().seq();
                }
                page.events().forEach(event -> showIfNew(view, event));
            }
            case Outcome.Refused(var _, String message) -> complain(message);
            case Outcome.Abandoned(var _) -> {}
        }
        view.loading = false;
        List<Event> held = List.copyOf(view.held);
        view.held.clear();
        held.forEach(event -> showIfNew(view, event));
        markRead(view);
        prompt();
    }

    private void showIfNew(RoomView view, Event event) {
        if (event.seq() > view.shown) {
            view.shown = event.seq();
            view.oldest = view.oldest == 0 ? event.seq() : view.oldest;
            screen.print(line(view, event));
        }
    }

    String line(RoomView view, Event event) {
        return (plain ? "[" + view.name + "] " : "") + lines.of(event);
    }

    private void markRead(RoomView view) {
        view.unread.readTo(view.shown);
        if (view.shown > view.readUpTo) {
            view.readUpTo = view.shown;
            var _ = client().read(view.id, view.shown);
        }
    }

    void say(String text) {
        screen.print(palette.dim(text));
    }

    void complain(String text) {
        screen.print(palette.alarm("! " + SafeText.line(text)));
    }

    private void tellNames() {
        names = ordered().stream().map(view -> view.name).toList();
    }

    private void prompt() {
        long elsewhere = rooms.values().stream()
                .filter(view -> view != current)
                .mapToLong(view -> view.unread.count())
                .sum();
        String typing = typists.words();
        screen.prompt((current == null ? "" : current.name)
                + (typing.isEmpty() ? "" : " (" + typing + ")")
                + (elsewhere > 0 ? " (" + elsewhere + " unread elsewhere)" : "")
                + (online ? "" : " (offline)")
                + "> ");
    }

    // ---- what the server tells

    @Override
    public void stateChanged(ConnectionState state) {
        switch (state) {
            case ConnectionState.Connecting() -> {}
            case ConnectionState.Online() -> {
                online = true;
                if (toldOffline) {
                    say("· connected again");
                }
                toldOffline = false;
            }
            case ConnectionState.Waiting(String why, var _) -> {
                online = false;
                if (!toldOffline) {
                    say("· connection lost (" + SafeText.line(why) + "); trying again, what you say now is sent then");
                }
                toldOffline = true;
            }
            case ConnectionState.Closed(var _, String why) -> {
                online = false;
                ended.complete(why);
            }
        }
        prompt();
    }

    @Override
    public void welcomed(ServerMessage.Welcome welcome) {
        self = welcome.user();
        Set<RoomId> present = new HashSet<>();
        for (RoomState state : welcome.rooms()) {
            present.add(state.id());
            open(state).refresh(state);
        }
        rooms.keySet().retainAll(present);
        early.clear();
        tellNames();
        if (current != null && (!rooms.containsKey(current.id) || !current.entered)) {
            enterAny();
        }
        ready.complete(null);
        prompt();
    }

    private void enterAny() {
        RoomView stay = current == null ? null : rooms.get(current.id);
        current = null;
        Optional.ofNullable(stay).or(() -> ordered().stream().findFirst()).ifPresent(this::enter);
    }

    @Override
    public void event(Event event) {
        RoomView view = rooms.get(event.room());
        if (view == null) {
            early.computeIfAbsent(event.room(), _ -> new ArrayList<>()).add(event);
            return;
        }
        view.unread.take(event);
        if (view == current && event.kind() == EventKind.MESSAGE) {
            typists.said(event.author());
        }
        view.lastSeq = Math.max(view.lastSeq, event.seq());
        if (event.kind() == EventKind.ROOM_UPDATED && event.name() != null) {
            view.name = SafeText.line(event.name());
            tellNames();
        } else if (event.topic() != null) {
            view.topic = SafeText.line(event.topic());
        }
        if (plain) {
            showIfNew(view, event);
        } else if (view == current) {
            showOrHold(view, event);
        }
        prompt();
    }

    /// The server is newer than this program.
    @Override
    public void unknownEvent(ServerMessage.UnknownEvent event) {
        RoomView view = rooms.get(event.room());
        if (view == null) {
            return;
        }
        view.lastSeq = Math.max(view.lastSeq, event.seq());
        if (view == current && !plain && !view.loading && event.seq() > view.shown) {
            view.shown = event.seq();
            screen.print(palette.dim("· ")
                    + palette.user(event.author())
                    + palette.dim(" did what this hubbub is too old to show (" + SafeText.line(event.kind()) + ")"));
        }
    }

    private void showOrHold(RoomView view, Event event) {
        if (view.loading) {
            view.held.add(event);
        } else {
            showIfNew(view, event);
            markRead(view);
        }
    }

    @Override
    public void reset(RoomId room, long from) {
        RoomView view = rooms.get(room);
        if (view != null && view == current && !plain) {
            view.lastSeq = Math.max(view.lastSeq, from - 1);
            load(view);
        } else if (plain && view != null) {
            say("[" + view.name + "] … lines before " + from + " were missed …");
        }
    }

    @Override
    public void epochChanged(String epoch) {
        say("· the server was restored from a backup; recent lines may be gone");
        rooms.values().forEach(RoomView::forgetSeqs);
    }

    @Override
    public void roomOpened(RoomState room) {
        open(room);
        prompt();
    }

    @Override
    public void roomLeft(RoomId room) {
        RoomView gone = rooms.remove(room);
        tellNames();
        if (gone != null && gone == current) {
            say("· you are no longer in " + gone.name);
            enterAny();
        }
    }

    @Override
    public void presence(ServerMessage.Presence presence) {
        RoomView view = rooms.get(presence.room());
        if (view == null) {
            return;
        }
        view.take(presence);
        if (view == current && !plain && presence.online() == null) {
            presence.joined().forEach(person -> sayOf(person, " is here"));
            presence.left().forEach(person -> sayOf(person, " is gone"));
        }
    }

    private void sayOf(Person person, String what) {
        if (!person.equals(self)) {
            screen.print(palette.dim("· ") + palette.user(person) + palette.dim(what));
        }
    }

    @Override
    public void typing(ServerMessage.Typing typing) {
        if (!plain && current != null && current.id.equals(typing.room())) {
            typists.typing(typing.user());
            prompt();
            CompletableFuture.delayedExecutor(Typists.SHOWN_MS, TimeUnit.MILLISECONDS)
                    .execute(() -> client().execute(this::prompt));
        }
    }

    /// What stands on the line now that the user typed something.
    void typed(String line) {
        if (current != null && typists.tells(current.id, line)) {
            client().typing(current.id);
        }
    }

    @Override
    public void readMoved(ServerMessage.ReadMoved moved) {
        RoomView view = rooms.get(moved.room());
        if (view != null) {
            view.unread.take(moved);
            prompt();
        }
    }

    @Override
    public void goodbye(ServerMessage.Goodbye goodbye) {
        say("· the server says goodbye: " + SafeText.line(goodbye.reason()));
    }

    @Override
    public void complaint(ServerMessage.Failure failure) {
        complain(failure.message());
    }
}
