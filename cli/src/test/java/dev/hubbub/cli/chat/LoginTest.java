package dev.hubbub.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.client.HubbubApi;
import dev.hubbub.client.SignedIn;
import dev.hubbub.server.app.Config;
import dev.hubbub.server.app.Hubbub;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Logging in from a terminal, against a whole server.
@Tag("integration")
class LoginTest {
    private static final String PASSWORD = "correct horse";
    private static final String QUESTION = "Code from your app, or a recovery code: ";

    @SuppressWarnings("NullAway.Init")
    private static Hubbub server;

    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @BeforeAll
    static void start() throws Exception {
        folder = Files.createTempDirectory("hubbub-login");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        server = Hubbub.start(Config.load(
                Map.of(
                        "SERVER_PORT", "0",
                        "HUBBUB_DATA", folder.resolve("data").toString(),
                        "HUBBUB_REGISTRATION", "open",
                        "HUBBUB_BCRYPT_COST", "4"),
                folder.resolve(".env")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aPasswordIsEnoughWhereNoCodeIsAskedFor() throws Exception {
        register("cy");
        AnsweringScreen screen = new AnsweringScreen(PASSWORD);
        Login login = login("cy");
        assertThat(login.ask(screen, Optional.of("cy"))).isTrue();
        assertThat(screen.asked).containsExactly("Password: ");
        assertThat(login.username()).isEqualTo("cy");
    }

    @Test
    void theCodeOfTheAppFollowsThePasswordAndMayBeMistypedOnce() throws Exception {
        TwoStepAccount ana = withApp("ana");
        AnsweringScreen screen = new AnsweringScreen(PASSWORD, "no code", " " + ana.nextCode() + " ");
        Login login = login("ana");
        assertThat(login.ask(screen, Optional.of("ana"))).isTrue();
        assertThat(screen.asked).containsExactly("Password: ", QUESTION, QUESTION);
        assertThat(screen.printed).hasSize(1);
        assertThat(login.username()).isEqualTo("ana");
        assertThat(login("ana").resume(Optional.of("ana"))).isTrue();
    }

    @Test
    void aRecoveryCodeDoesTooAndOnlyOnce() throws Exception {
        TwoStepAccount bo = withApp("bo");
        String code = bo.recoveryCodes().getFirst();
        assertThat(login("bo").withPassword(new AnsweringScreen(code), "bo", PASSWORD))
                .isTrue();
        AnsweringScreen again = new AnsweringScreen(code);
        assertThat(login("bo").withPassword(again, "bo", PASSWORD)).isFalse();
        assertThat(again.printed).hasSize(1);
    }

    @Test
    void aScriptIsNotLoggedInByThePasswordAlone() throws Exception {
        withApp("dee");
        Login login = login("dee");
        assertThat(login.withPassword(new AnsweringScreen(), "dee", PASSWORD)).isFalse();
        assertThat(login.username()).isEmpty();
    }

    private static Login login(String name) {
        return new Login(api(), new KeptLogin(folder.resolve(name), uri()), Optional.empty());
    }

    private static SignedIn register(String name) throws Exception {
        return api().register(name, name + "@example.org", PASSWORD);
    }

    private static TwoStepAccount withApp(String name) throws Exception {
        return TwoStepAccount.of(uri(), register(name), PASSWORD);
    }

    private static HubbubApi api() {
        return new HubbubApi(uri());
    }

    private static URI uri() {
        return URI.create(server.url());
    }
}
