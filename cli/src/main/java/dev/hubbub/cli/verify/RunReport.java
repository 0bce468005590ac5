package dev.hubbub.cli.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hubbub.cli.verify.check.Finding;
import dev.hubbub.cli.verify.check.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What came of a run, in words and as JSON.
///
/// @param faults how many happened of each kind
/// @param shutOut clients that the server closed for good, which it had no reason to
/// @param remark of the server under test; may be empty
record RunReport(
        VerifySettings settings, Verdict verdict, Map<String, Long> faults, List<String> shutOut, String remark) {
    private static final int MOST_FINDINGS = 40;

    boolean passed() {
        return verdict.clean() && shutOut.isEmpty();
    }

    static String progress(long seconds, List<Actor> actors, Chaos chaos) {
        long facts = actors.stream().mapToLong(actor -> actor.journal().size()).sum();
        long open = actors.stream().mapToLong(Actor::open).sum();
        long online = actors.stream().filter(actor -> actor.voice().isOnline()).count();
        StringBuilder line = new StringBuilder("%4d s: %d of %d online, %d facts noted, %d commands open"
                .formatted(seconds, online, actors.size(), facts, open));
        faults(chaos).forEach((name, count) -> line.append(count == 0 ? "" : ", %s %d".formatted(name, count)));
        return line.toString();
    }

    static Map<String, Long> faults(Chaos chaos) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Fault.Kind kind : Fault.Kind.values()) {
            if (kind != Fault.Kind.CALM && (!kind.isBus() || chaos.count(kind) > 0)) {
                counts.put(label(kind), chaos.count(kind));
            }
        }
        return counts;
    }

    private static String label(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append("\nseed %d, %d s, %d clients, %d rooms%s%n"
                .formatted(
                        settings.seed(),
                        settings.duration().toSeconds(),
                        settings.clients(),
                        settings.rooms(),
                        settings.nodes() == 1 ? "" : ", " + settings.nodes() + " nodes"));
        text.append("faults:  ").append(list(faults)).append('\n');
        text.append(remark.isEmpty() ? "" : "bus:     " + remark + "\n");
        text.append("checked: ").append(list(tally())).append('\n');
        text.append("broken:  ").append(list(breaches())).append('\n');
        verdict.findings().stream()
                .limit(MOST_FINDINGS)
                .forEach(finding -> text.append("  ").append(finding).append('\n'));
        if (verdict.findings().size() > MOST_FINDINGS) {
            text.append("  … and %d more%n".formatted(verdict.findings().size() - MOST_FINDINGS));
        }
        shutOut.forEach(client -> text.append("  shut out: ").append(client).append('\n'));
        text.append(
                passed()
                        ? "Kept: no acknowledged message was lost, repeated or reordered.\n"
                        : "BROKEN: the delivery contract was not kept.\n");
        return text.toString();
    }

    private Map<String, Long> tally() {
        Verdict.Tally tally = verdict.tally();
        Map<String, Long> all = new LinkedHashMap<>();
        all.put("sent", tally.sent());
        all.put("acked", tally.acked());
        all.put("refused", tally.refused());
        all.put("unconfirmed", tally.unconfirmed());
        all.put("repeated", tally.repeated());
        all.put("postponed", tally.postponed());
        all.put("overtaken", tally.overtaken());
        all.put("stored", tally.stored());
        all.put("seen", tally.seen());
        all.put("on the wire", tally.onTheWire());
        all.put("resets", tally.resets());
        all.put("connections", tally.connections());
        return all;
    }

    private Map<String, Long> breaches() {
        Map<String, Long> all = new LinkedHashMap<>();
        verdict.counts().forEach((breach, count) -> all.put(breach.label(), count));
        return all;
    }

    private static String list(Map<String, Long> counts) {
        return String.join(
                ", ",
                counts.entrySet().stream()
                        .map(count -> count.getKey() + " " + count.getValue())
                        .toList());
    }

    String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("kept", passed());
        all.put("seed", settings.seed());
        all.put("seconds", settings.duration().toSeconds());
        all.put("nodes", settings.nodes());
        all.put("clients", settings.clients());
        all.put("rooms", settings.rooms());
        all.put("faults", faults);
        all.put("checked", tally());
        all.put("broken", breaches());
        all.put("findings", verdict.findings().stream().map(Finding::toString).toList());
        all.put("shutOut", shutOut);
        all.put("remark", remark);
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of text and numbers", e);
        }
    }
}
