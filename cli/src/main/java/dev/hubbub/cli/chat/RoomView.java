package dev.hubbub.cli.chat;

import dev.hubbub.client.Unread;
import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomKind;
import dev.hubbub.protocol.RoomState;
import dev.hubbub.protocol.ServerMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One room as the terminal has shown it. Confined to its client's loop. Invariant: of the events that its user
/// may see, exactly those from `oldest` to `shown` stand on the screen.
final class RoomView {
    static final Comparator<RoomView> ORDER = Comparator.comparing((RoomView view) -> view.kind != RoomKind.GLOBAL)
            .thenComparing(view -> view.name, String.CASE_INSENSITIVE_ORDER);

    final RoomId id;
    final RoomKind kind;
    String name;
    String topic;
    Unread unread = new Unread();
    long shown;
    long oldest;
    long lastSeq;
    long readUpTo;
    boolean entered;
    /// History is on its way; what comes in meanwhile waits in `held`.
    boolean loading;
    final List<Event> held = new ArrayList<>();
    final Map<String, Person> online = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    @Nullable
    Integer onlineCount;

    RoomView(RoomState state) {
        id = state.id();
        kind = state.kind();
        name = SafeText.line(state.name());
        topic = SafeText.line(state.topic());
        refresh(state);
    }

    void refresh(RoomState state) {
        name = SafeText.line(state.name());
        topic = SafeText.line(state.topic());
        unread.take(state);
        lastSeq = Math.max(lastSeq, state.lastSeq());
    }

    /// The server numbers this room anew.
    void forgetSeqs() {
        entered = false;
        shown = 0;
        oldest = 0;
        lastSeq = 0;
        readUpTo = 0;
        unread = new Unread();
        held.clear();
    }

    void take(ServerMessage.Presence presence) {
        onlineCount = presence.count();
        if (presence.online() != null || presence.count() != null) {
            online.clear();
        }
        if (presence.online() != null) {
            presence.online().forEach(person -> online.put(person.username(), person));
        }
        presence.joined().forEach(person -> online.put(person.username(), person));
        presence.left().forEach(person -> online.remove(person.username()));
    }
}
