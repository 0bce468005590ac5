package dev.hubbub.server.presence;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.UserId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Who types where, told no oftener than it takes to show it. Safe for any thread and never blocks: the
/// presence loop owns the state.
public final class TypingSignals {
    private final PresenceLoop loop;
    private final Duration interval;
    private final Consumer<ServerMessage.Typing> signals;
    private final Consumer<ServerMessage.Typing> elsewhere;
    private final Map<Typist, Duration> told = new HashMap<>();

    private record Typist(UserId user, RoomId room) {}

    /// Of a node that is alone.
    ///
    /// @param signals tells the others in the room; never blocks
    public TypingSignals(PresenceLoop loop, PresenceConfig config, Consumer<ServerMessage.Typing> signals) {
        this(loop, config, signals, _ -> {});
    }

    /// @param signals tells the others in the room who are on this node; never blocks
    /// @param elsewhere tells those on other nodes; called on the loop, never blocks
    public TypingSignals(
            PresenceLoop loop,
            PresenceConfig config,
            Consumer<ServerMessage.Typing> signals,
            Consumer<ServerMessage.Typing> elsewhere) {
        this.loop = loop;
        this.elsewhere = elsewhere;
        this.interval = config.typingInterval();
        this.signals = signals;
        loop.every(interval, () -> {
            var now = loop.uptime();
            told.values().removeIf(at -> isOver(at, now));
        });
    }

    /// Tells the others, unless it was told just now. The caller has checked that the user is in it.
    public void typing(Person person, RoomId room) {
        loop.execute(() -> {
            var typist = new Typist(person.id(), room);
            var now = loop.uptime();
            var last = told.get(typist);
            if (last == null || isOver(last, now)) {
                told.put(typist, now);
                var typing = new ServerMessage.Typing(room, person);
                signals.accept(typing);
                elsewhere.accept(typing);
            }
        });
    }

    /// Shows what another node told. It is rare enough: that node saw to it.
    public void heard(ServerMessage.Typing typing) {
        loop.execute(() -> signals.accept(typing));
    }

    private boolean isOver(Duration at, Duration now) {
        return now.minus(at).compareTo(interval) >= 0;
    }
}
