package dev.hubbub.cli;

import dev.hubbub.cli.chat.Chat;
import dev.hubbub.cli.chat.ChatSettings;
import java.io.Console;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Talks on a server from the terminal.
@Command(
        name = "chat",
        description = "Talks on a Hubbub server. In a terminal it shows rooms, history and who is there; when input or "
                + "output is no terminal it posts each line of its input and prints what comes in.",
        mixinStandardHelpOptions = true,
        versionProvider = HubbubCommand.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:left by its user, or the input ended and every line was posted",
            "1:a fault of this program",
            "2:wrong usage",
            "3:no server there, or no answer in time",
            "4:not logged in, or the login was refused",
            "5:the server ended the connection for good, or refused a line of the input"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  hubbub chat",
            "  hubbub chat https://chat.example.org --user ana",
            "  HUBBUB_PASSWORD=... hubbub chat --user bot --room builds < report.txt"
        })
final class ChatCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything.
    private CommandSpec spec;

    @Parameters(
            paramLabel = "URL",
            arity = "0..1",
            defaultValue = "http://127.0.0.1:8080",
            description = {"The server's address (default: ${DEFAULT-VALUE})."})
    private URI url = URI.create("http://127.0.0.1:8080");

    @Option(
            names = {"-u", "--user"},
            paramLabel = "NAME",
            description = "Username or email; asked for if needed.")
    private @Nullable String user;

    @Option(
            names = {"-r", "--room"},
            paramLabel = "ROOM",
            description = "The room to start in.")
    private @Nullable String room;

    @Option(
            names = "--setup-token",
            paramLabel = "TOKEN",
            description = "Makes a new account the first one, the administrator's; the server prints it at its start "
                    + "(also from HUBBUB_SETUP_TOKEN).")
    private @Nullable String setupToken;

    @Option(names = "--plain", description = "No colours and no line editing, even in a terminal.")
    private boolean plain;

    @Option(names = "--logout", description = "Forgets the login kept for this server, and ends.")
    private boolean logout;

    @Override
    public Integer call() throws Exception {
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "URL must be like http://127.0.0.1:8080 or https://chat.example.org");
        }
        Path folder = configFolder();
        keepTheScreenClean(folder);
        return new Chat(new ChatSettings(
                        url,
                        folder,
                        Optional.ofNullable(user),
                        Optional.ofNullable(room),
                        Optional.ofNullable(System.getenv("HUBBUB_PASSWORD")),
                        Optional.ofNullable(setupToken).or(ChatCommand::ownSetupToken),
                        plain || !isTerminal(),
                        logout))
                .run();
    }

    private static Optional<String> ownSetupToken() {
        return Optional.ofNullable(System.getenv("HUBBUB_SETUP_TOKEN")).filter(token -> !token.isBlank());
    }

    /// Whether somebody sits at both ends. JDK 22 to 24 always had a console, 25 has none again on pipes.
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /// Before the first logger is made.
    private static void keepTheScreenClean(Path folder) {
        System.setProperty("logback.configurationFile", "logback-chat.xml");
        System.setProperty("hubbub.chat.log", folder.resolve("chat.log").toString());
        Logger.getLogger("org.jline").setLevel(Level.OFF);
    }

    private static Path configFolder() {
        String given = System.getenv("XDG_CONFIG_HOME");
        if (given != null && !given.isBlank()) {
            return Path.of(given, "hubbub");
        }
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        String appData = System.getenv("APPDATA");
        return windows && appData != null
                ? Path.of(appData, "hubbub")
                : Path.of(System.getProperty("user.home"), ".config", "hubbub");
    }
}
