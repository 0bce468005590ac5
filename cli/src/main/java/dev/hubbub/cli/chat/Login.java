package dev.hubbub.cli.chat;

import dev.hubbub.client.ApiException;
import dev.hubbub.client.HubbubApi;
import dev.hubbub.client.LoginRequired;
import dev.hubbub.client.NewAccount;
import dev.hubbub.client.SecondFactorRequired;
import dev.hubbub.client.SignedIn;
import dev.hubbub.protocol.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Who the user is: from the login kept, from a question, and from then on by refreshing. Safe for any thread;
/// its lock keeps two refreshes from using one token twice.
final class Login implements Supplier<String> {
    private static final int TRIES = 3;
    /// Longer before the end than a connection renews its token, or it would get the old one again.
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final HubbubApi api;
    private final KeptLogin kept;
    private final Optional<String> setupToken;
    private @Nullable SignedIn current;
    private Instant expires = Instant.EPOCH;

    Login(HubbubApi api, KeptLogin kept, Optional<String> setupToken) {
        this.api = api;
        this.kept = kept;
        this.setupToken = setupToken;
    }

    /// Uses the login kept, if it is for this user.
    ///
    /// @return whether that worked
    synchronized boolean resume(Optional<String> user) throws IOException, InterruptedException {
        Optional<KeptLogin.Entry> entry = kept.read();
        if (entry.isEmpty()
                || user.filter(name -> !name.equalsIgnoreCase(entry.get().username()))
                        .isPresent()) {
            return false;
        }
        try {
            keep(api.refresh(entry.get().refreshToken()));
            return true;
        } catch (ApiException e) {
            if (e.code().retry()) {
                throw e;
            }
            return false;
        }
    }

    /// Asks for a code besides, if the server wants one.
    ///
    /// @return whether it worked; not, if nobody is there to type that code
    boolean withPassword(Screen screen, String user, String password) throws IOException, InterruptedException {
        return switch (api.beginLogin(user, password)) {
            case SignedIn signedIn -> {
                keep(signedIn);
                yield true;
            }
            case SecondFactorRequired asked -> withCode(screen, asked);
        };
    }

    private boolean withCode(Screen screen, SecondFactorRequired asked) throws IOException, InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            Optional<String> code = screen.ask("Code from your app, or a recovery code: ", false);
            if (code.isEmpty()) {
                return false;
            }
            try {
                keep(api.finishLogin(asked, code.get().strip()));
                return true;
            } catch (ApiException e) {
                if (e.code() != ErrorCode.WRONG_CODE) {
                    throw e;
                }
                refused(screen, e);
            }
        }
        return false;
    }

    /// Asks on the screen until it worked, three times at most.
    ///
    /// @return whether it worked
    boolean ask(Screen screen, Optional<String> user) throws IOException, InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            Optional<String> name =
                    user.isPresent() ? user : screen.ask("Username or email (empty for a new account): ", false);
            if (name.isEmpty()) {
                return false;
            }
            try {
                if (name.get().isBlank()
                        ? register(screen)
                        : logIn(screen, name.get().strip())) {
                    return true;
                }
            } catch (ApiException e) {
                refused(screen, e);
            }
        }
        return false;
    }

    private boolean logIn(Screen screen, String name) throws IOException, InterruptedException {
        Optional<String> password = screen.ask("Password: ", true);
        return password.isPresent() && withPassword(screen, name, password.get());
    }

    private static void refused(Screen screen, ApiException e) {
        screen.print(screen.palette().alarm(SafeText.line(String.valueOf(e.getMessage()))));
    }

    private boolean register(Screen screen) throws IOException, InterruptedException {
        Optional<String> username = screen.ask("New username: ", false);
        Optional<String> email = username.isEmpty() ? username : screen.ask("Email: ", false);
        Optional<String> password = email.isEmpty() ? email : screen.ask("Password: ", true);
        Optional<String> again = password.isEmpty() ? password : screen.ask("The same password again: ", true);
        if (again.isEmpty()) {
            return false;
        }
        if (!again.equals(password)) {
            screen.print(screen.palette().alarm("The two passwords differ."));
            return false;
        }
        return register(
                screen,
                new NewAccount(
                        username.orElseThrow().strip(), email.orElseThrow().strip(), again.get()));
    }

    /// Asks for what lets one in when the server wants it.
    private boolean register(Screen screen, NewAccount account) throws IOException, InterruptedException {
        try {
            return make(account);
        } catch (ApiException e) {
            Optional<NewAccount> entitled = switch (e.code()) {
                case SETUP_REQUIRED ->
                    (setupToken.isPresent()
                                    ? setupToken
                                    : screen.ask("Set-up token, which the server printed at its start: ", false))
                            .map(token -> account.withSetupToken(token.strip()));
                case INVITATION_REQUIRED ->
                    screen.ask("Invitation: ", false).map(secret -> account.withInvitation(secret.strip()));
                default -> throw e;
            };
            return entitled.isPresent() && make(entitled.get());
        }
    }

    private boolean make(NewAccount account) throws IOException, InterruptedException {
        keep(api.register(account));
        return true;
    }

    synchronized String username() {
        return current == null ? "" : current.user().username();
    }

    /// A token that is good for a while yet. Blocks while it is refreshed.
    @Override
    public synchronized String get() {
        SignedIn held = current;
        if (held != null && Instant.now().isBefore(expires.minus(MARGIN))) {
            return held.accessToken();
        }
        try {
            // Another client of this user may have used the token and kept its successor.
            String token =
                    kept.read().map(KeptLogin.Entry::refreshToken).orElse(held == null ? "" : held.refreshToken());
            return keep(api.refresh(token)).accessToken();
        } catch (ApiException e) {
            if (e.code() == ErrorCode.UNAUTHENTICATED || e.code() == ErrorCode.INVALID) {
                throw new LoginRequired("your login has expired; start hubbub chat again to log in");
            }
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private synchronized SignedIn keep(SignedIn signedIn) throws IOException {
        current = signedIn;
        expires = Instant.now().plus(signedIn.expiresIn());
        kept.write(new KeptLogin.Entry(signedIn.user().username(), signedIn.refreshToken()));
        return signedIn;
    }
}
