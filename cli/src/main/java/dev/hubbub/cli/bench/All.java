package dev.hubbub.cli.bench;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Every scenario, each on a fresh server.
@Command(
        name = "all",
        description = "Every scenario one after the other, each on a server of its own.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class All implements Callable<Integer> {
    @Mixin
    private LoadOptions options = new LoadOptions();

    @Option(names = "--short", description = "A few seconds each and without searches: for a look, not for the record.")
    private boolean quick;

    @Override
    public Integer call() throws Exception {
        return options.present(List.of(
                scenario(new Fanout(), quick ? "" : "--search"),
                scenario(new Rooms(), ""),
                scenario(new Ingest(), quick ? "" : "--search"),
                scenario(new Idle(), quick ? "--settle=5" : ""),
                scenario(new Storm(), ""),
                scenario(new History(), ""),
                scenario(new Logins(), "")));
    }

    private LoadOptions.Scenario scenario(LoadOptions.Scenario scenario, String more) {
        String times = quick ? "--warmup=5 --duration=5" : "--warmup=10 --duration=20";
        List<String> words = new java.util.ArrayList<>(List.of(times.split(" ", -1)));
        words.addAll(options.forwarded());
        if (!more.isEmpty()) {
            words.add(more);
        }
        return CommandLine.populateCommand(scenario, words.toArray(String[]::new));
    }
}
