package dev.hubbub.cli;

import dev.hubbub.cli.bench.BenchCommand;
import dev.hubbub.cli.verify.VerifyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The root of the command line. Exit codes: 0 done, 1 a fault of this program, 2 wrong usage or configuration;
/// the subcommands name theirs.
@Command(
        name = "hubbub",
        description = "A chat server that keeps its word, and what belongs to it.",
        versionProvider = HubbubCommand.Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ServeCommand.class,
            ClusterCommand.class,
            ChatCommand.class,
            BenchCommand.class,
            VerifyCommand.class,
            CompletionCommand.class,
            RehearseCommand.class,
            CommandLine.HelpCommand.class
        },
        footerHeading = "%nFirst steps:%n",
        footer = {
            "  hubbub serve                          start a server with a database of its own",
            "  hubbub chat                           talk on it, from another terminal",
            "  source <(hubbub completion)           let the shell complete commands"
        })
public final class HubbubCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything.
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new HubbubCommand()).setExecutionExceptionHandler((fault, command, _) -> {
            command.getErr().println("hubbub: " + (fault.getMessage() == null ? fault : fault.getMessage()));
            return CommandLine.ExitCode.SOFTWARE;
        });
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Which command? See hubbub --help");
    }

    /// The version of the jar that runs.
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = HubbubCommand.class.getPackage().getImplementationVersion();
            return new String[] {"hubbub " + (version == null ? "(unpackaged)" : version)};
        }
    }
}
