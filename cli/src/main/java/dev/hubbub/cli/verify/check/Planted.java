package dev.hubbub.cli.verify.check;

import static dev.hubbub.cli.verify.check.Truth.HALLWAY;

import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/// A fault that can be planted into a truthful record, and the breach by which the checker must call it.
@SuppressWarnings("ImmutableEnumChecker") // The consumers have no state.
enum Planted {
    LOST_MESSAGE(Breach.LOST, "an acknowledged message vanishes from the log", truth -> truth.forget(6)),
    ACK_OF_ANOTHER_SEQ(
            Breach.MISPLACED,
            "an ack names another seq than the log",
            truth -> truth.ana.set(Truth.indexOfAck(truth.ana, "ana-3"), new Fact.Acked("ana-3", HALLWAY, 6))),
    RETRY_STORED_AGAIN(Breach.DOUBLED, "a retry is stored a second time", truth -> {
        Entry again = truth.at(6).withSeq(15);
        truth.log.add(again);
        truth.lastSeq++;
        List.of(truth.ana, truth.bo, truth.wire).forEach(facts -> Truth.see(facts, again));
    }),
    GAP_IN_LOG(Breach.GAP, "the row of a room names another end than its events", truth -> truth.lastSeq--),
    TEXT_CHANGED_IN_LOG(Breach.CHANGED, "the log has another text than was sent", truth -> {
        Entry other = truth.at(6).withText("something else");
        truth.log.set(5, other);
        for (List<Fact> facts : List.of(truth.ana, truth.bo, truth.wire)) {
            facts.set(Truth.index(facts, 6), new Fact.Seen(HALLWAY, other));
        }
    }),
    NOBODY_SENT_IT(
            Breach.UNSENT,
            "the log has a message of a user's that he never sent",
            truth -> truth.ana.removeIf(
                    fact -> (fact instanceof Fact.Sent sent && sent.ref().equals("ana-4")))),
    REFUSED_AND_STORED(
            Breach.STORED_THOUGH_REFUSED,
            "a message that was refused for good is in the log",
            truth -> truth.ana.set(Truth.indexOfAck(truth.ana, "ana-10"), new Fact.Refused("ana-10", "invalid"))),
    SENDS_SWAPPED(Breach.SENDS_REORDERED, "two messages of one client stand the other way round", truth -> {
        truth.ana.removeIf(fact -> fact instanceof Fact.Acked);
        Fact first = Truth.sent("ana-3");
        Fact second = Truth.sent("ana-4");
        Collections.swap(truth.ana, truth.ana.indexOf(first), truth.ana.indexOf(second));
    }),
    ANSWER_BEFORE_QUESTION(
            Breach.BEFORE_ITS_CAUSE, "a message stands before one that its sender knew already", truth -> {
                truth.ana.remove(Truth.sent("ana-5"));
                truth.ana.add(
                        Truth.indexOfAck(truth.ana, "ana-6") + 1,
                        new Fact.Sent(Fact.Way.REST, "ana-5", HALLWAY, "text of ana-5"));
            }),
    PHANTOM(
            Breach.PHANTOM,
            "an event is delivered that never was stored",
            truth -> Truth.see(truth.bo, truth.at(14).withSeq(15))),
    PHANTOM_ON_THE_WIRE(
            Breach.PHANTOM,
            "… on one connection only",
            truth -> Truth.see(truth.wire, truth.at(14).withSeq(15))),
    TEXT_CHANGED_ON_THE_WAY(
            Breach.SEEN_CHANGED,
            "an event is delivered with another text",
            truth -> truth.bo.set(
                    Truth.index(truth.bo, 6), new Fact.Seen(HALLWAY, truth.at(6).withText("something else")))),
    DELIVERED_TWICE(Breach.SEEN_TWICE, "an event is delivered twice", truth -> Truth.see(truth.bo, truth.at(14))),
    DELIVERED_TWICE_ON_THE_WIRE(
            Breach.SEEN_TWICE, "… on one connection only", truth -> Truth.see(truth.wire, truth.at(6))),
    DELIVERED_OUT_OF_ORDER(
            Breach.SEEN_REORDERED,
            "two events are delivered the other way round",
            truth -> Collections.swap(truth.bo, Truth.index(truth.bo, 6), Truth.index(truth.bo, 7))),
    DELIVERED_OUT_OF_ORDER_ON_THE_WIRE(
            Breach.SEEN_REORDERED,
            "… on one connection only",
            truth -> Collections.swap(truth.wire, Truth.index(truth.wire, 6), Truth.index(truth.wire, 7))),
    NEVER_DELIVERED(Breach.HOLE, "an event is never delivered", truth -> truth.bo.remove(Truth.index(truth.bo, 6))),
    NEVER_DELIVERED_ON_THE_WIRE(
            Breach.HOLE, "… on one connection only", truth -> truth.wire.remove(Truth.index(truth.wire, 6))),
    LEAVING_NOT_DELIVERED(
            Breach.HOLE,
            "a user's own leaving is never delivered, nor told",
            truth -> truth.bo.remove(Truth.index(truth.bo, 9))),
    BEFORE_JOIN(
            Breach.OUTSIDE,
            "an event from before the join is delivered",
            truth -> truth.bo.add(Truth.index(truth.bo, 4), new Fact.Seen(HALLWAY, truth.at(3)))),
    AFTER_LEAVE(
            Breach.OUTSIDE,
            "an event from after the leave is delivered",
            truth -> truth.bo.add(Truth.index(truth.bo, 12), new Fact.Seen(HALLWAY, truth.at(10)))),
    HOLE_CALLED_A_RESET(
            Breach.NEEDLESS_RESET,
            "a hole is passed off as a reset",
            truth -> truth.bo.set(Truth.index(truth.bo, 6), new Fact.Reset(HALLWAY, 7))),
    NOT_CAUGHT_UP(
            Breach.BEHIND,
            "the newest event does not reach a client in the end",
            truth -> truth.bo.remove(Truth.index(truth.bo, 14))),
    NEVER_ANSWERED(Breach.UNANSWERED, "a command gets no answer", truth -> truth.unanswered = 1);

    private final Breach breach;
    private final String what;
    private final Consumer<Truth> plant;

    Planted(Breach breach, String what, Consumer<Truth> plant) {
        this.breach = breach;
        this.what = what;
        this.plant = plant;
    }

    Breach breach() {
        return breach;
    }

    String what() {
        return what;
    }

    void into(Truth truth) {
        plant.accept(truth);
    }
}
