package dev.hubbub.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How a program of PostgreSQL is started: in a session of its own, as the right user, and tied to the life of this
/// process.
///
/// **Session.** Ctrl-C goes to every process of the terminal's foreground group. The database must not hear it, or it
/// is gone before the server has said goodbye to its clients and closed its pool.
///
/// **Tie.** On Linux the kernel itself sends SIGINT (PostgreSQL's fast shutdown) when the thread that spawned it ends,
/// which `kill -9` and the OOM killer cannot prevent and which needs no third process that could be killed itself. So
/// commands are to be started on a thread that lives as long as the server. The order is fixed: a change of user clears
/// the death signal, and setpriv sets it after that change and right before it becomes PostgreSQL; as an ordinary
/// user there is no change, and PostgreSQL's programs are not setuid, which would clear it too.
/// Where there is no such setpriv (macOS, BusyBox) a [Watchdog] does it.
record Launcher(Account account, List<String> session, boolean deathSignal) {
    private static final Path ROOT = Path.of("/");
    private static final List<String> DEATH_SIGNAL = List.of("setpriv", "--pdeathsig=INT");

    // macOS has no setsid. Perl's is the same call.
    private static final List<List<String>> SESSIONS =
            List.of(List.of("setsid"), List.of("perl", "-MPOSIX", "-e", "setsid; exec @ARGV or die $!"));

    static Launcher choose(Account account) {
        var session = SESSIONS.stream().filter(Launcher::works).findFirst().orElse(List.of());
        return new Launcher(account, session, works(DEATH_SIGNAL));
    }

    private static boolean works(List<String> wrapper) {
        return new Command(join(wrapper, List.of("true"))).run(ROOT).succeeded();
    }

    /// The words that make `program` run so. None of the wrappers forks: the process started is the program.
    Command command(List<String> program) {
        var wrapper = new ArrayList<>(session);
        if (deathSignal) {
            wrapper.addAll(DEATH_SIGNAL);
            wrapper.addAll(account.options());
        } else if (account.isAnother()) {
            wrapper.add("setpriv");
            wrapper.addAll(account.options());
        }
        return new Command(join(wrapper, program));
    }

    /// The watchdog over whatever server runs on the data folder, or null where the kernel does it.
    @Nullable
    Watchdog watchdog(Path data) throws IOException {
        return deathSignal ? null : Watchdog.over(data, session);
    }

    static List<String> join(List<String> wrapper, List<String> program) {
        return Stream.concat(wrapper.stream(), program.stream()).toList();
    }
}
