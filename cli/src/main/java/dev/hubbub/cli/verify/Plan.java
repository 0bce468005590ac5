package dev.hubbub.cli.verify;

import dev.hubbub.cli.verify.Fault.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;

/// The faults of one run, in order of time. The same settings and seed give the same plan.
record Plan(List<Fault> faults) {
    private static final long QUIET_START_MS = 3_000;

    static Plan of(VerifySettings settings) {
        SplittableRandom random = new SplittableRandom(settings.seed());
        List<Fault> faults = new ArrayList<>();
        long span = Math.max(1, settings.duration().toMillis() - QUIET_START_MS);
        long network = settings.faultsPerMinute() * settings.duration().toMillis() / 60_000;
        for (long i = 0; i < network; i++) {
            addNetworkFault(faults, random, QUIET_START_MS + random.nextLong(span), settings.clients());
        }
        // A plan for one server is the same as before there were several.
        IntSupplier node = () -> settings.nodes() == 1 ? 0 : random.nextInt(settings.nodes());
        spread(faults, random, settings.kills(), span, new Choice(Plan::serverKill, node));
        spread(faults, random, settings.databaseKills(), span, new Choice(Plan::databaseKill, () -> 0));
        spread(faults, random, settings.busFaults(), span, new Choice(Plan::busFault, node));
        faults.sort(Comparator.comparingLong(Fault::atMs));
        return new Plan(List.copyOf(faults));
    }

    private static void addNetworkFault(List<Fault> faults, SplittableRandom random, long at, int clients) {
        int client = random.nextInt(clients);
        long lasts = 1_500 + random.nextLong(6_000);
        Kind kind = networkKind(random.nextInt(100));
        boolean lasting = kind == Kind.DELAY || kind == Kind.STALL || kind == Kind.SILENCE;
        faults.add(new Fault(at, kind, client, kind == Kind.DELAY ? 20 + random.nextLong(300) : lasts));
        if (lasting) {
            faults.add(new Fault(at + lasts, Kind.CALM, client, 0));
        }
    }

    private static Kind networkKind(int dice) {
        if (dice < 35) {
            return Kind.CUT;
        }
        if (dice < 40) {
            return Kind.CUT_ALL;
        }
        if (dice < 55) {
            return Kind.TEAR;
        }
        if (dice < 70) {
            return Kind.DELAY;
        }
        return dice < 88 ? Kind.STALL : Kind.SILENCE;
    }

    private interface Kinds {
        Kind of(int number, SplittableRandom random);
    }

    private record Choice(Kinds kinds, IntSupplier victim) {}

    /// One in each of `count` equal stretches, so that they do not all fall together.
    private static void spread(List<Fault> faults, SplittableRandom random, int count, long span, Choice choice) {
        for (int i = 0; i < count; i++) {
            long from = QUIET_START_MS + span * i / count;
            // The last stretch's end is left free: what a fault breaks shall be used again.
            long at = from + random.nextLong(Math.max(1, span * 7 / (10L * count)));
            Kind kind = choice.kinds().of(i, random);
            long ms = kind.isBus() ? 500 + random.nextLong(6_000) : 100 + random.nextLong(1_500);
            faults.add(new Fault(at, kind, choice.victim().getAsInt(), ms));
        }
    }

    private static Kind serverKill(int number, SplittableRandom random) {
        int dice = random.nextInt(100);
        if (number == 0 || dice < 55) {
            return Kind.KILL_SERVER;
        }
        return dice < 80 ? Kind.STOP_SERVER : Kind.KILL_BOTH;
    }

    private static Kind databaseKill(int number, SplittableRandom random) {
        return number == 0 || random.nextInt(100) < 60 ? Kind.KILL_POSTMASTER : Kind.KILL_BACKEND;
    }

    private static Kind busFault(int number, SplittableRandom random) {
        int dice = random.nextInt(100);
        if (number == 0 || dice < 40) {
            return Kind.KILL_NATS;
        }
        return dice < 75 ? Kind.CUT_BUS : Kind.HANG_BUS;
    }

    List<Fault> network() {
        return faults.stream().filter(fault -> fault.kind().isNetwork()).toList();
    }

    List<Fault> kills() {
        return faults.stream()
                .filter(fault -> !fault.kind().isNetwork() && !fault.kind().isBus())
                .toList();
    }

    List<Fault> bus() {
        return faults.stream().filter(fault -> fault.kind().isBus()).toList();
    }
}
