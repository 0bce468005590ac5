package dev.hubbub.cli.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The scenarios under one name.
@Command(
        name = "bench",
        description = "Puts a server under load, its own or one that runs, and says what it did with it.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "SCENARIO",
        subcommands = {
            Fanout.class,
            Rooms.class,
            Ingest.class,
            Idle.class,
            Storm.class,
            History.class,
            Logins.class,
            Cluster.class,
            All.class,
            Compare.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:measured, and every event came once, in order, to everyone",
            "1:a fault of this program, or the server did not start",
            "2:wrong usage",
            "5:an event was lost, doubled or reordered, or a connection broke"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  hubbub bench fanout --members 1000 --rate 100 --search",
            "  hubbub bench ingest --json ingest.json",
            "  hubbub bench all",
            "  hubbub bench compare --folder bench"
        })
public final class BenchCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything.
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Which scenario? See hubbub bench --help");
    }
}
