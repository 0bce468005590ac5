package dev.hubbub.cli.chat;

import dev.hubbub.client.ApiException;
import dev.hubbub.client.HubbubApi;
import dev.hubbub.client.HubbubClient;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The terminal client from login to leaving. Confined to the thread that runs it, but for the conversation,
/// which belongs to its client's loop.
public final class Chat {
    private static final long PATIENCE_SECONDS = 30;

    private final ChatSettings settings;
    private final AtomicReference<@Nullable Conversation> shown = new AtomicReference<>();

    public Chat(ChatSettings settings) {
        this.settings = settings;
    }

    /// @return the exit code
    public int run() throws Exception {
        KeptLogin kept = new KeptLogin(settings.folder(), settings.server());
        if (settings.logout()) {
            kept.forget();
            return ExitCodes.DONE;
        }
        HubbubApi api = new HubbubApi(settings.server());
        Login login = new Login(api, kept, settings.setupToken());
        try (Screen screen = screen()) {
            if (!logIn(login, screen)) {
                System.err.println(
                        "hubbub: not logged in. Start hubbub chat in a terminal to log in or to make an account,"
                                + " or give --user and HUBBUB_PASSWORD.");
                return ExitCodes.NOT_LOGGED_IN;
            }
            return talk(screen, api, login);
        } catch (ApiException e) {
            System.err.println("hubbub: " + SafeText.line(String.valueOf(e.getMessage())));
            return ExitCodes.NOT_LOGGED_IN;
        } catch (ConnectException | HttpTimeoutException e) {
            System.err.println("hubbub: no server answers at " + settings.server() + ". Is it running?");
            return ExitCodes.NO_SERVER;
        }
    }

    private Screen screen() throws IOException {
        return settings.plain()
                ? new PlainScreen(System.in, System.out)
                : new TerminalScreen(new Completions(this::roomNames));
    }

    private List<String> roomNames() {
        Conversation conversation = shown.get();
        return conversation == null ? List.of() : conversation.roomNames();
    }

    private boolean logIn(Login login, Screen screen) throws IOException, InterruptedException {
        if (login.resume(settings.user())) {
            return true;
        }
        if (settings.user().isPresent() && settings.password().isPresent()) {
            return login.withPassword(
                    screen, settings.user().get(), settings.password().get());
        }
        return login.ask(screen, settings.user());
    }

    private int talk(Screen screen, HubbubApi api, Login login) throws Exception {
        Conversation conversation = new Conversation(screen, settings.plain());
        shown.set(conversation);
        if (!settings.plain()) {
            screen.print(screen.palette().dim("Hello " + login.username() + ". /help shows what you can do."));
        }
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        try (HubbubClient client = HubbubClient.builder(api.webSocket())
                .token(login)
                .listener(conversation)
                .connect(conversation::attach)) {
            Orders orders = new Orders(conversation, client, screen);
            screen.onTyped(line -> client.execute(() -> conversation.typed(line)));
            var _ = conversation.ended().thenAccept(why -> {
                if (exit.complete(ExitCodes.ENDED_BY_SERVER)) {
                    screen.print(screen.palette().alarm("! " + SafeText.line(why)));
                }
            });
            // Of its own, since nothing can wake a thread that reads from a pipe.
            Thread.ofPlatform().daemon().name("input").start(() -> listen(screen, conversation, orders, client, exit));
            return exit.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private void listen(
            Screen screen,
            Conversation conversation,
            Orders orders,
            HubbubClient client,
            CompletableFuture<Integer> exit) {
        try {
            conversation.ready().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            onLoop(client, () -> orders.begin(settings.room())).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            for (Optional<Input> input = next(screen); input.isPresent(); input = next(screen)) {
                if (input.get() instanceof Input.Quit) {
                    break;
                }
                Input order = input.get();
                CompletableFuture<Void> answered = onLoop(client, () -> orders.follow(order));
                if (settings.plain()) {
                    // What a script says after a join belongs into the room joined.
                    answered.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                }
            }
            exit.complete(settings.plain() && orders.refused() ? ExitCodes.ENDED_BY_SERVER : ExitCodes.DONE);
        } catch (TimeoutException e) {
            System.err.println("hubbub: the server did not answer within " + PATIENCE_SECONDS + " s");
            exit.complete(ExitCodes.NO_SERVER);
        } catch (Exception e) {
            exit.completeExceptionally(e);
        }
    }

    private static Optional<Input> next(Screen screen) throws IOException {
        Optional<String> line = screen.readLine();
        if (line.isEmpty()) {
            return Optional.empty();
        }
        Input input = InputReader.read(line.get());
        if (input instanceof Input.Create create && create.lacksPassword()) {
            Optional<String> password = screen.ask("Password for " + create.room() + ": ", true);
            return Optional.of(
                    password.isPresent()
                            ? new Input.Create(create.room(), true, password)
                            : new Input.Wrong("a private room needs a password"));
        }
        return Optional.of(input);
    }

    private static CompletableFuture<Void> onLoop(HubbubClient client, Supplier<CompletableFuture<Void>> order) {
        CompletableFuture<CompletableFuture<Void>> given = new CompletableFuture<>();
        client.execute(() -> given.complete(order.get()));
        return given.thenCompose(answered -> answered);
    }
}
