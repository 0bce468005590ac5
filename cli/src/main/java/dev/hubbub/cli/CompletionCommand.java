package dev.hubbub.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Prints what a shell needs to complete the command line.
@Command(
        name = "completion",
        description = "Prints a completion script for bash and zsh.",
        mixinStandardHelpOptions = true,
        versionProvider = HubbubCommand.Version.class,
        footerHeading = "%nExamples:%n",
        footer = {"  source <(hubbub completion)", "  hubbub completion > /etc/bash_completion.d/hubbub"})
final class CompletionCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything.
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine root = spec.root().commandLine();
        root.getOut().println(AutoComplete.bash("hubbub", root));
        root.getOut().flush();
    }
}
