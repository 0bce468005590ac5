package dev.hubbub.server.app;

import dev.hubbub.postgres.PostgresStartException;

/// Runs the server in this process until it is told to end.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.exit(serve());
    }

    /// Serves until the process is interrupted or terminated.
    ///
    /// @return the process's exit code: 2 if the configuration is wrong
    public static int serve() throws InterruptedException {
        try {
            Hubbub hubbub = Hubbub.start(Config.load());
            Runtime.getRuntime().addShutdownHook(new Thread(hubbub::close, "shutdown"));
            System.out.println(hubbub.greeting());
            Thread.currentThread().join();
            return 0;
        } catch (InvalidConfigException | PostgresStartException e) {
            System.err.println(e.getMessage());
            return 2;
        }
    }
}
