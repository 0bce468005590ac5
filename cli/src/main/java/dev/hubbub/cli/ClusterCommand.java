package dev.hubbub.cli;

import dev.hubbub.cli.local.Local;
import dev.hubbub.postgres.PostgresStartException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Several nodes on this machine.
@Command(
        name = "cluster",
        description =
                "Runs several nodes on this machine with a PostgreSQL, a NATS and a Redis, until Ctrl-C ends all of "
                        + "them. Whichever of them is killed is started again. To try things, not for operation.",
        mixinStandardHelpOptions = true,
        versionProvider = HubbubCommand.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:ended by a signal", "2:a program is missing, or something did not start"},
        footerHeading = "%nExamples:%n",
        footer = {"  hubbub cluster", "  hubbub cluster --nodes 2 --port 9000 --no-redis"})
final class ClusterCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything.
    private CommandSpec spec;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
    private int nodes;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Of the first node; the next ones take those that follow (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = "data/cluster",
            description = "Where everything is kept (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("data/cluster");

    @Option(
            names = "--no-nats",
            description = "Does without: messages cross nodes by way of the database, in a second.")
    private boolean noNats;

    @Option(names = "--no-redis", description = "Does without: sign-ins are kept in the database.")
    private boolean noRedis;

    @Override
    public Integer call() throws InterruptedException {
        if (nodes < 1) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--nodes takes at least 1");
        }
        try {
            Local.run(new Local.Options(data.toAbsolutePath().normalize(), nodes, port, !noNats, !noRedis), System.out);
            return CommandLine.ExitCode.OK;
        } catch (IOException | PostgresStartException e) {
            spec.commandLine().getErr().println("hubbub cluster: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
    }
}
