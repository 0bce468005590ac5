package dev.hubbub.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
record Launcher(Account account, boolean deathSignal) {
    private static final Path ROOT = Path.of("/");

    static Launcher choose(Account account) {
        var supported =
                Command.of("setsid", "setpriv", "--pdeathsig=INT", "--", "true").run(ROOT);
        return new Launcher(account, supported.succeeded());
    }

    /// The words that make `program` run so. None of the wrappers forks: the process started is the program.
    Command command(List<String> program) {
        var words = new ArrayList<String>();
        if (deathSignal) {
            words.addAll(List.of("setsid", "setpriv", "--pdeathsig=INT"));
            words.addAll(account.options());
            words.add("--");
        } else if (account.isAnother()) {
            words.add("setpriv");
            words.addAll(account.options());
            words.add("--");
        }
        words.addAll(program);
        return new Command(words);
    }

    /// The watchdog over whatever server runs on the data folder, or null where the kernel does it.
    @Nullable
    Watchdog watchdog(Path data) throws IOException {
        return deathSignal ? null : Watchdog.over(data);
    }
}
