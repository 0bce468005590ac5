package dev.hubbub.cli.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells commands from talk: a line that begins with a slash is a command, one with two slashes says what
/// follows the first.
final class InputReader {
    static final List<String> COMMANDS =
            List.of("/join", "/leave", "/create", "/rooms", "/switch", "/topic", "/who", "/history", "/help", "/quit");
    static final String HELP = """
            /rooms [PART]                  your rooms with their unread messages, and rooms to join
            /switch N|NAME                 look at another of your rooms
            /join NAME [PASSWORD]          enter a room
            /create NAME                   make a public room
            /create NAME --private [PW]    make a room that only its password opens
            /topic [TEXT|--none]           what this room is about; its owner says so
            /leave                         leave this room for good
            /who                           who is here
            /history [N]                   older lines
            /quit                          end (also Ctrl-D)
            Names with spaces go in quotes. To say something that begins with a slash, type two.""";
    private static final int DEFAULT_HISTORY = 30;
    private static final int MOST_HISTORY = 200;
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"?|(\\S+)");

    private InputReader() {}

    static Input read(String line) {
        if (line.isBlank()) {
            return new Input.Nothing();
        }
        if (!line.startsWith("/")) {
            return new Input.Say(line);
        }
        if (line.startsWith("//")) {
            return new Input.Say(line.substring(1));
        }
        List<String> words = words(line);
        List<String> rest = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case "/join", "/j" -> join(rest);
            case "/create" -> create(rest);
            case "/leave" -> new Input.Leave();
            case "/rooms", "/list" -> new Input.Rooms(rest.stream().findFirst());
            case "/switch", "/s" ->
                rest.isEmpty()
                        ? new Input.Wrong("/switch N or /switch NAME; /rooms shows the numbers")
                        : new Input.Switch(String.join(" ", rest));
            case "/topic" -> topic(line);
            case "/who" -> new Input.Who();
            case "/history" -> history(rest);
            case "/help", "/?" -> new Input.Help();
            case "/quit", "/exit", "/q" -> new Input.Quit();
            default -> new Input.Wrong("there is no " + words.getFirst() + "; /help shows what there is");
        };
    }

    private static Input join(List<String> rest) {
        return switch (rest.size()) {
            case 1 -> new Input.Join(rest.getFirst(), Optional.empty());
            case 2 -> new Input.Join(rest.getFirst(), Optional.of(rest.get(1)));
            default -> new Input.Wrong("/join NAME [PASSWORD], the name in quotes if it has spaces");
        };
    }

    private static Input create(List<String> rest) {
        List<String> words = new ArrayList<>(rest);
        boolean secret = words.remove("--private");
        if (words.isEmpty() || words.size() > (secret ? 2 : 1)) {
            return new Input.Wrong("/create NAME [--private [PASSWORD]], the name in quotes if it has spaces");
        }
        return new Input.Create(words.getFirst(), secret, words.stream().skip(1).findFirst());
    }

    /// The rest of the line as it stands, quotes and all.
    private static Input topic(String line) {
        String text = line.strip().substring("/topic".length()).strip();
        return text.equals("--none") ? new Input.NoTopic() : new Input.Topic(text);
    }

    private static Input history(List<String> rest) {
        if (rest.isEmpty()) {
            return new Input.History(DEFAULT_HISTORY);
        }
        String count = rest.getFirst();
        boolean fits = count.matches("[0-9]{1,3}") && Integer.parseInt(count) >= 1;
        return fits
                ? new Input.History(Math.min(MOST_HISTORY, Integer.parseInt(count)))
                : new Input.Wrong("/history [N], with N from 1 to " + MOST_HISTORY);
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
        return words;
    }
}
