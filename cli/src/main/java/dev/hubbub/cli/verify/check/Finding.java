package dev.hubbub.cli.verify.check;

/// One breach, with where to look.
///
/// @param client whose testimony shows it; empty if the log alone does
/// @param seq 0 if none applies
public record Finding(Breach breach, String client, long room, long seq, String detail) {
    @Override
    public String toString() {
        String where = (client.isEmpty() ? "" : client + ", ") + "room " + room + (seq == 0 ? "" : " seq " + seq);
        return "%s (%s): %s".formatted(breach.label(), where, detail);
    }
}
