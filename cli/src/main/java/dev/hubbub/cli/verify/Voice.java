package dev.hubbub.cli.verify;

import dev.hubbub.cli.verify.check.Entry;
import dev.hubbub.cli.verify.check.Fact;
import dev.hubbub.client.ConnectionState;
import dev.hubbub.client.Listener;
import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomState;
import dev.hubbub.protocol.ServerMessage;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Writes down what one client is told. Called by that client's loop; what others ask is volatile.
final class Voice implements Listener {
    private final Journal journal;
    private final Texts texts;
    private final Set<RoomId> inside = ConcurrentHashMap.newKeySet();
    private boolean mute;
    private volatile boolean online;
    private volatile @Nullable String shutOut;

    Voice(Journal journal, Texts texts) {
        this.journal = journal;
        this.texts = texts;
    }

    /// On the loop: its program has crashed and hears nothing any more.
    void mute() {
        mute = true;
        leaveLine();
    }

    @Override
    public void stateChanged(ConnectionState state) {
        if (mute) {
            return;
        }
        switch (state) {
            case ConnectionState.Online _ -> {
                online = true;
                journal.note(new Fact.Online());
            }
            case ConnectionState.Closed(int code, String why) -> {
                shutOut = code + " " + why;
                leaveLine();
            }
            case ConnectionState.Waiting _, ConnectionState.Connecting _ -> leaveLine();
        }
    }

    private void leaveLine() {
        if (online) {
            online = false;
            journal.note(new Fact.Offline());
        }
    }

    @Override
    public void welcomed(ServerMessage.Welcome welcome) {
        inside.clear();
        welcome.rooms().forEach(room -> inside.add(room.id()));
    }

    @Override
    public void event(Event event) {
        if (!mute) {
            journal.note(new Fact.Seen(event.room().value(), entry(event)));
        }
    }

    /// Cannot be compared with the log, and would pass for a hole in what the client saw. So the run fails, and its
    /// report says why.
    @Override
    public void unknownEvent(ServerMessage.UnknownEvent event) {
        shutOut = "the server is newer than this verifier, which does not know events of the kind " + event.kind();
    }

    private Entry entry(Event event) {
        // A topic is kept where a message's text is.
        String text = event.topic() == null ? event.text() : event.topic();
        return new Entry(
                event.seq(),
                event.kind().code(),
                event.author().id().value(),
                texts.apply(event.ref().value()),
                text == null ? null : texts.apply(text),
                event.user() == null ? 0 : event.user().id().value(),
                event.name() == null ? null : texts.apply(event.name()),
                event.at().toEpochMilli());
    }

    @Override
    public void reset(RoomId room, long from) {
        if (!mute) {
            journal.note(new Fact.Reset(room.value(), from));
        }
    }

    @Override
    public void roomOpened(RoomState room) {
        inside.add(room.id());
    }

    @Override
    public void roomLeft(RoomId room) {
        inside.remove(room);
        if (!mute) {
            journal.note(new Fact.Left(room.value()));
        }
    }

    /// The rooms that the user is in, as far as this client knows.
    Set<RoomId> inside() {
        return inside;
    }

    boolean isOnline() {
        return online;
    }

    /// Why the server does not want this client any more; null while it does.
    @Nullable
    String shutOut() {
        return shutOut;
    }
}
