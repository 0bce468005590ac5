package dev.hubbub.cli;

import dev.hubbub.postgres.PostgresStartException;
import dev.hubbub.server.app.Config;
import dev.hubbub.server.app.Hubbub;
import dev.hubbub.server.app.InvalidConfigException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Runs the server in this process.
@Command(
        name = "serve",
        description = "Runs the server until Ctrl-C. Its settings come from the environment and from .env in the "
                + "working directory; without DATABASE_URL it starts a PostgreSQL of its own in the data folder.",
        mixinStandardHelpOptions = true,
        versionProvider = HubbubCommand.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:ended by a signal", "2:the configuration is wrong, or the database did not start"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  hubbub serve",
            "  SERVER_PORT=9000 HUBBUB_DATA=/var/lib/hubbub hubbub serve",
            "  DATABASE_URL=postgres://hubbub:secret@db.example.org/hubbub hubbub serve"
        })
final class ServeCommand implements Callable<Integer> {
    @Override
    public Integer call() throws InterruptedException {
        try {
            Hubbub hubbub = Hubbub.start(Config.load());
            Runtime.getRuntime().addShutdownHook(new Thread(hubbub::close, "shutdown"));
            System.out.println(hubbub.greeting());
            Thread.currentThread().join();
            return CommandLine.ExitCode.OK;
        } catch (InvalidConfigException | PostgresStartException e) {
            System.err.println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
    }
}
