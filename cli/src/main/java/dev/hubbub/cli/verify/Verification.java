package dev.hubbub.cli.verify;

import dev.hubbub.cli.verify.check.Checker;
import dev.hubbub.cli.verify.check.Evidence;
import dev.hubbub.cli.verify.check.Fact;
import dev.hubbub.cli.verify.check.LogTable;
import dev.hubbub.cli.verify.check.Testimony;
import dev.hubbub.cli.verify.check.Verdict;
import dev.hubbub.cli.verify.proxy.Proxy;
import dev.hubbub.client.HubbubApi;
import dev.hubbub.client.Outcome;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage.AckBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One run against one server: people the rooms, lets the plan's faults happen while they talk, waits until
/// everyone has had time to catch up, and has the evidence judged. Used once, by one thread.
public final class Verification {
    private static final Duration SETTLE_WITHIN = Duration.ofSeconds(90);
    private static final long QUIET_MS = 3_000;
    /// What a bus lost last is found when nodes compare with the database, every 5 s.
    private static final int QUIETS_OF_NODES = 4;
    private static final long PROGRESS_MS = 3_000;
    private static final int DEVICES = 4;
    private static final int LONGEST_LINE = 250;

    private final VerifySettings settings;
    private final Target target;
    private final Consumer<String> progress;
    private final Texts texts = new Texts();
    private final List<Actor> actors = new ArrayList<>();
    private final List<Script> scripts = new ArrayList<>();
    private final Chaos chaos;
    private final long start = System.nanoTime();

    Verification(VerifySettings settings, Target target, Consumer<String> progress) {
        this.settings = settings;
        this.target = target;
        this.progress = progress;
        chaos = new Chaos(target, actors);
    }

    /// @throws IOException if the server cannot be worked with at all, which says nothing about its promises
    RunReport run() throws IOException, SQLException, InterruptedException {
        makeActors();
        List<RoomId> rooms = makeRooms();
        Plan plan = Plan.of(settings);
        long started = System.nanoTime();
        List<Thread> threads = startScripts(rooms);
        List<Thread> chaosThreads = List.of(
                chaos.start(plan.network(), started),
                chaos.start(plan.kills(), started),
                chaos.start(plan.bus(), started));
        reportUntil(started + settings.duration().toNanos());
        for (Thread thread : chaosThreads) {
            thread.join();
        }
        actors.forEach(actor -> actor.proxy().calm());
        scripts.forEach(Script::end);
        for (Thread thread : threads) {
            thread.join();
        }
        String failure = chaos.failure();
        if (failure != null) {
            throw new IOException(failure);
        }
        settle();
        return judge();
    }

    private void makeActors() throws IOException, InterruptedException {
        List<HubbubApi> nodes = target.urls().stream().map(HubbubApi::new).toList();
        String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        Identity identity = null;
        for (int i = 0; i < settings.clients(); i++) {
            if (identity == null || i % DEVICES != DEVICES - 1) {
                identity = new Identity(nodes, "v" + run + "n" + i);
            }
            actors.add(new Actor("client-" + (i + 1), identity, new Proxy(target.addresses(), texts), texts));
        }
    }

    private List<RoomId> makeRooms() throws IOException {
        List<RoomId> rooms = new ArrayList<>();
        for (int i = 0; i < settings.rooms(); i++) {
            Actor owner = actors.get(i % actors.size());
            Outcome<AckBody.Entered> made =
                    owner.create("verify " + owner.user() + " " + i).join();
            if (!(made instanceof Outcome.Acked<AckBody.Entered>(AckBody.Entered entered))) {
                throw new IOException("a room could not be made: " + made);
            }
            rooms.add(entered.room().id());
        }
        return rooms;
    }

    private List<Thread> startScripts(List<RoomId> rooms) {
        SplittableRandom random = new SplittableRandom(settings.seed());
        Script.Cast cast = new Script.Cast(rooms, actors);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < actors.size(); i++) {
            Script script = new Script(actors.get(i), i, cast, random.split(), texts, settings.perSecond());
            scripts.add(script);
            threads.add(Thread.ofPlatform().name(actors.get(i).name()).daemon().start(script));
        }
        return threads;
    }

    private void reportUntil(long deadline) throws InterruptedException {
        for (long left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
            Thread.sleep(Math.min(PROGRESS_MS, 1 + TimeUnit.NANOSECONDS.toMillis(left)));
            progress.accept(RunReport.progress(seconds(), actors, chaos));
        }
    }

    private long seconds() {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    }

    /// Until every command is answered, everyone is connected and nothing has come for a while.
    private void settle() throws InterruptedException {
        long deadline = System.nanoTime() + SETTLE_WITHIN.toNanos();
        int needed = target.urls().size() > 1 ? QUIETS_OF_NODES : 1;
        int quiets = 0;
        long before = -1;
        while (System.nanoTime() - deadline < 0) {
            long now =
                    actors.stream().mapToLong(actor -> actor.journal().size()).sum();
            boolean calm = actors.stream()
                    .allMatch(actor -> actor.open() == 0 && actor.voice().isOnline());
            quiets = calm && now == before ? quiets + 1 : 0;
            if (quiets == needed) {
                return;
            }
            before = now;
            Thread.sleep(QUIET_MS);
            progress.accept(RunReport.progress(seconds(), actors, chaos) + ", settling");
        }
    }

    private RunReport judge() throws IOException, SQLException {
        for (Actor actor : actors) {
            actor.close();
        }
        List<Testimony> testimonies = actors.stream().map(Actor::testimony).toList();
        List<Long> users = testimonies.stream().map(Testimony::user).distinct().toList();
        List<Evidence.RoomRows> log;
        try (Connection sql = target.database()) {
            log = LogTable.read(sql, users);
        }
        Verdict verdict = Checker.check(new Evidence(log, testimonies));
        return new RunReport(settings, verdict, RunReport.faults(chaos), shutOut(), target.remark());
    }

    /// Writes each client's record into a file of its own, for whoever looks for the cause of a breach.
    void writeRecords(Path folder) throws IOException {
        for (Actor actor : actors) {
            Testimony testimony = actor.testimony();
            List<String> lines = new ArrayList<>();
            testimony.facts().forEach(fact -> lines.add(excerpt(fact)));
            int number = 0;
            for (List<Fact> wire : testimony.wires()) {
                number++;
                lines.add("-- connection " + number);
                wire.forEach(fact -> lines.add(excerpt(fact)));
            }
            // Not by Files.write, which will not have the halves of characters that excerpts may end with.
            Files.write(
                    folder.resolve(actor.name() + ".record"),
                    String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String excerpt(Fact fact) {
        String line = fact.toString().replace('\n', ' ');
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
    }

    private List<String> shutOut() {
        List<String> all = new ArrayList<>();
        for (Actor actor : actors) {
            String why = actor.voice().shutOut();
            if (why != null && !why.startsWith("0 ")) {
                all.add(actor.name() + ": " + why);
            }
        }
        return all;
    }
}
