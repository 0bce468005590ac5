package dev.hubbub.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/// One load at one rate: warm-up, then the window that is measured, with a line of progress each second; then
/// it waits for what is still under way.
final class LoadRun {
    private static final long SECOND = 1_000_000_000L;
    private static final long LEAD = SECOND / 20;
    private static final long PATIENCE = 60 * SECOND;

    private final Fleet fleet;
    private final Processes processes;
    private final double rate;
    private final Pacer.Load load;
    private final Histogram deliveries = Tally.histogram();
    private final List<Histogram> byLoop = new ArrayList<>();
    private final List<Histogram> answers = new ArrayList<>();

    private LoadRun(Fleet fleet, Processes processes, double rate, Pacer.Load load) {
        this.fleet = fleet;
        this.processes = processes;
        this.rate = rate;
        this.load = load;
        for (int tag = 0; tag < Tally.TAGS; tag++) {
            answers.add(Tally.histogram());
        }
        fleet.loops().forEach(_ -> byLoop.add(Tally.histogram()));
    }

    static Measured measure(
            Fleet fleet, Processes processes, double rate, Pacer.Load load, int warmupSeconds, int seconds)
            throws InterruptedException {
        return new LoadRun(fleet, processes, rate, load).run(warmupSeconds, seconds);
    }

    private record Moment(long time, long sent, long acked, long delivered, Processes.Cpu cpu) {}

    private Measured run(int warmupSeconds, int seconds) throws InterruptedException {
        long start = System.nanoTime() + LEAD;
        Window window = new Window(start + warmupSeconds * SECOND, start + (warmupSeconds + seconds) * SECOND);
        long refusedBefore = fleet.refused();
        long answeredBefore = fleet.answered();
        long sent;
        collect();
        deliveries.reset();
        answers.forEach(Histogram::reset);
        byLoop.forEach(Histogram::reset);
        fleet.window(window);
        Moment from;
        Moment to;
        try (Pacer pacer = Pacer.start(new Schedule(start, rate), load)) {
            from = follow(pacer, start, window.from(), "warming up");
            to = follow(pacer, window.from(), window.to(), "measuring");
            sent = pacer.stop();
        }
        long missing = fleet.settle(answeredBefore + sent, PATIENCE);
        collect();
        return new Measured(
                rate,
                (to.time - from.time) / (double) SECOND,
                to.sent - from.sent,
                to.acked - from.acked,
                to.delivered - from.delivered,
                deliveries,
                byLoop,
                answers,
                to.cpu.since(from.cpu),
                fleet.refused() - refusedBefore,
                missing);
    }

    /// Prints a line each second until `end`.
    private Moment follow(Pacer pacer, long begin, long end, String phase) {
        Moment last = moment(pacer);
        for (long next = begin + SECOND; next <= end; next += SECOND) {
            sleepUntil(next);
            Moment here = moment(pacer);
            Histogram second = collect();
            System.err.println(line(phase, (next - begin) / SECOND, last, here, second));
            last = here;
        }
        sleepUntil(end);
        return end == begin ? last : moment(pacer);
    }

    private static String line(String phase, long second, Moment last, Moment here, Histogram latencies) {
        double seconds = (here.time - last.time) / (double) SECOND;
        return "%-10s %3d s  %,9.0f posted/s  %,9.0f acked/s  %,11.0f delivered/s  p99 %8s ms  server CPU %4.0f %%"
                .formatted(
                        phase,
                        second,
                        (here.sent - last.sent) / seconds,
                        (here.acked - last.acked) / seconds,
                        (here.delivered - last.delivered) / seconds,
                        Report.number(Measured.millis(latencies, 99)),
                        (here.cpu.server() - last.cpu.server()) / seconds / 1e4);
    }

    private Moment moment(Pacer pacer) {
        return new Moment(
                System.nanoTime(),
                pacer.sent(),
                fleet.total(tally -> tally.acked.get()),
                fleet.total(tally -> tally.delivered.get()),
                processes.cpu());
    }

    /// Moves what the loops recorded since the last time to the totals; returns the deliveries of it.
    private Histogram collect() {
        Histogram recent = Tally.histogram();
        for (int i = 0; i < byLoop.size(); i++) {
            Loop loop = fleet.loops().get(i);
            Histogram its = loop.tally.takeDeliveries();
            byLoop.get(i).add(its);
            recent.add(its);
            for (int tag = 0; tag < Tally.TAGS; tag++) {
                answers.get(tag).add(loop.tally.takeAnswers(tag));
            }
        }
        deliveries.add(recent);
        return recent;
    }

    private static void sleepUntil(long time) {
        for (long wait = time - System.nanoTime(); wait > 0; wait = time - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
    }
}
