package dev.hubbub.cli.verify.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Compares what clients did and were told with the log, and names every breach of the delivery contract.
/// Confined to one run of it.
public final class Checker {
    private final Evidence evidence;
    private final Log log;
    private final Findings findings = new Findings();
    private long overtaken;
    private long postponed;

    private Checker(Evidence evidence) {
        this.evidence = evidence;
        log = new Log(evidence.log());
    }

    public static Verdict check(Evidence evidence) {
        Checker checker = new Checker(evidence);
        checker.checkLog();
        evidence.testimonies().forEach(checker::checkSends);
        evidence.testimonies().forEach(checker::checkStreams);
        return new Verdict(checker.findings.all(), checker.tally());
    }

    private void checkLog() {
        Set<Log.Name> sent = new HashSet<>();
        Set<Long> ours = new HashSet<>();
        for (Testimony testimony : evidence.testimonies()) {
            ours.add(testimony.user());
            for (Fact fact : testimony.facts()) {
                if (fact instanceof Fact.Sent message) {
                    sent.add(new Log.Name(testimony.user(), message.ref()));
                }
            }
        }
        LogCheck check = new LogCheck(findings);
        log.rooms().forEach(room -> check.check(room, sent, ours));
    }

    private void checkSends(Testimony testimony) {
        SendCheck sends = new SendCheck(log, findings, testimony);
        sends.check();
        overtaken += sends.overtaken();
        postponed += sends.postponed();
    }

    private void checkStreams(Testimony testimony) {
        Streams program = Streams.ofProgram(log, testimony, findings);
        testimony.facts().forEach(program::take);
        program.end();
        int number = 0;
        for (List<Fact> wire : testimony.wires()) {
            number++;
            Streams connection = Streams.ofConnection(log, testimony, number, findings);
            wire.forEach(connection::take);
            connection.cut();
        }
    }

    private Verdict.Tally tally() {
        List<Fact> told = evidence.testimonies().stream()
                .flatMap(testimony -> testimony.facts().stream())
                .toList();
        List<Fact> wires = evidence.testimonies().stream()
                .flatMap(testimony -> testimony.wires().stream())
                .flatMap(List::stream)
                .toList();
        long asked = count(told, Fact.Sent.class) + count(told, Fact.Repeated.class);
        long acked = count(told, Fact.Acked.class);
        long refused = count(told, Fact.Refused.class);
        return new Verdict.Tally(
                count(told, Fact.Sent.class),
                acked,
                refused,
                Math.max(0, asked - acked - refused),
                count(told, Fact.Repeated.class),
                postponed,
                overtaken,
                evidence.log().stream().mapToLong(room -> room.entries().size()).sum(),
                count(told, Fact.Seen.class),
                count(wires, Fact.Seen.class),
                count(told, Fact.Reset.class),
                count(told, Fact.Online.class));
    }

    private static long count(List<Fact> facts, Class<? extends Fact> kind) {
        return facts.stream().filter(kind::isInstance).count();
    }
}
