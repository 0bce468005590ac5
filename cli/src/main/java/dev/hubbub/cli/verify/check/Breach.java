package dev.hubbub.cli.verify.check;

import java.util.Locale;

/// A way to break the delivery contract.
public enum Breach {
    LOST("an acknowledged message is not in the log"),
    MISPLACED("an acknowledged message stands elsewhere in the log than was acknowledged"),
    DOUBLED("a ref stands in the log twice"),
    GAP("a room's log has a gap, or its row another end than its events"),
    CHANGED("a message in the log is not what was sent"),
    UNSENT("a message in the log was sent by nobody"),
    STORED_THOUGH_REFUSED("a message that was refused for good is in the log"),
    SENDS_REORDERED("a client's messages stand in another order than he sent them"),
    BEFORE_ITS_CAUSE("a message stands before one that its sender knew when he sent it"),
    PHANTOM("something was seen that is not in the log"),
    SEEN_CHANGED("something was seen with other content than the log has"),
    SEEN_TWICE("an event was seen twice"),
    SEEN_REORDERED("events were seen out of order"),
    HOLE("an event was never seen, though later ones were"),
    OUTSIDE("an event was seen from before a join or after a leave"),
    NEEDLESS_RESET("a reset skipped events that a replay had to bring"),
    BEHIND("at the end a client had not caught up with a room"),
    UNANSWERED("a command never got an answer");

    private final String meaning;

    Breach(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
