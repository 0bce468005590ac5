package dev.hubbub.cli.chat;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Who types in the room that is shown, and when its own user's typing was last told. Confined to its client's loop.
final class Typists {
    /// Somewhat longer than until it is told again, or it would flicker.
    static final long SHOWN_MS = 5_000;
    /// How often it is told, as docs/protocol.md asks.
    static final long PACE_MS = 3_000;

    private static final int MOST_NAMED = 2;

    private final LongSupplier millis;
    private final Map<Person, Long> typing = new LinkedHashMap<>();
    private @Nullable RoomId toldIn;
    private long toldAt;

    /// @param millis only good for differences
    Typists(LongSupplier millis) {
        this.millis = millis;
    }

    void typing(Person person) {
        typing.put(person, millis.getAsLong());
    }

    /// What he was typing is there.
    void said(Person person) {
        typing.remove(person);
    }

    /// Another room is shown.
    void clear() {
        typing.clear();
    }

    /// Like "ana is typing…"; empty if nobody is.
    String words() {
        long now = millis.getAsLong();
        typing.values().removeIf(since -> now - since >= SHOWN_MS);
        if (typing.isEmpty()) {
            return "";
        }
        if (typing.size() > MOST_NAMED) {
            return "several people are typing…";
        }
        Iterator<Person> people = typing.keySet().iterator();
        String first = SafeText.line(people.next().username());
        return people.hasNext()
                ? first + " and " + SafeText.line(people.next().username()) + " are typing…"
                : first + " is typing…";
    }

    /// Whether the others are to be told now that its user typed: not at every key.
    ///
    /// @param line what stands there; commands are nobody else's business
    boolean tells(RoomId room, String line) {
        long now = millis.getAsLong();
        if (!(InputReader.read(line) instanceof Input.Say) || (room.equals(toldIn) && now - toldAt < PACE_MS)) {
            return false;
        }
        toldIn = room;
        toldAt = now;
        return true;
    }
}
