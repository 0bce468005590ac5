package dev.hubbub.cli.verify.check;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Sorts what came to one place (a client, or one connection) by room.
final class Streams {
    private final Log log;
    private final long user;
    private final String place;
    private final boolean beginAnywhere;
    private final Findings findings;
    private final Map<Long, StreamCheck> streams = new HashMap<>();
    private boolean away = true;

    private Streams(Log log, long user, String place, boolean beginAnywhere, Findings findings) {
        this.log = log;
        this.user = user;
        this.place = place;
        this.beginAnywhere = beginAnywhere;
        this.findings = findings;
    }

    /// What a client's program was told through all its connections.
    static Streams ofProgram(Log log, Testimony testimony, Findings findings) {
        return new Streams(log, testimony.user(), testimony.client(), false, findings);
    }

    static Streams ofConnection(Log log, Testimony testimony, int number, Findings findings) {
        return new Streams(log, testimony.user(), testimony.client() + " connection " + number, true, findings);
    }

    void take(Fact fact) {
        switch (fact) {
            case Fact.Online() -> {
                away = false;
                log.rooms().forEach(room -> in(room.room(), StreamCheck::online));
            }
            case Fact.Offline() -> away = true;
            case Fact.Seen(long room, Entry entry) -> {
                if (log.room(room) == null) {
                    findings.add(Breach.PHANTOM, place, room, entry.seq(), "there is no such room");
                }
                in(room, stream -> stream.seen(entry));
            }
            case Fact.Reset(long room, long from) -> in(room, stream -> stream.reset(from));
            case Fact.Left(long room) -> in(room, stream -> stream.left(away));
            case Fact.Sent _, Fact.Repeated _, Fact.Acked _, Fact.Refused _, Fact.Postponed _ -> {}
        }
    }

    private void in(long room, Consumer<StreamCheck> step) {
        RoomLog known = log.room(room);
        if (known != null) {
            step.accept(streams.computeIfAbsent(room, _ -> stream(known)));
        }
    }

    private StreamCheck stream(RoomLog room) {
        return new StreamCheck(room, room.stays(user), place, beginAnywhere, findings);
    }

    /// The connection broke, anywhere.
    void cut() {
        streams.values().forEach(StreamCheck::cut);
    }

    /// There was time to catch up, also with rooms of which nothing came.
    void end() {
        for (RoomLog room : log.rooms()) {
            if (room.stays(user).current() != Stays.NEVER) {
                in(room.room(), _ -> {});
            }
        }
        streams.values().forEach(StreamCheck::end);
    }
}
