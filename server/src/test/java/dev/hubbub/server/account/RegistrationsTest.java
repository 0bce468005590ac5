package dev.hubbub.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Role;
import dev.hubbub.server.account.Registrations.Result;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class RegistrationsTest {
    private final AccountFixture store = new AccountFixture();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void theFirstAccountTakesTheSetUpTokenAndIsTheAdministrators() {
        Registrations registrations = store.registrations(RegistrationMode.AFTER_SET_UP);
        String token = store.setUp.begin(Optional.empty()).orElseThrow();
        assertThat(register(registrations, "mallory")).isEqualTo(not(new Registration.SetUpFirst()));
        assertThat(registrations.register(AccountFixture.form("mallory", "guessed", null)))
                .isEqualTo(not(new Registration.BadSetupToken()));
        assertThat(role(registrations.register(AccountFixture.form("ana", token, null))))
                .isEqualTo(Role.ADMINISTRATOR);
        assertThat(role(register(registrations, "bo"))).isEqualTo(Role.MEMBER);
        assertThat(registrations.register(AccountFixture.form("cy", token, null)))
                .isEqualTo(not(new Registration.BadSetupToken()));
    }

    @Test
    void aTokenSurvivesARestartAndALostOneIsMadeAnew() {
        String lost = store.setUp.begin(Optional.empty()).orElseThrow();
        String next = store.newSetUp().begin(Optional.empty()).orElseThrow();
        assertThat(next).isNotEqualTo(lost);
        Registrations registrations = store.registrations(RegistrationMode.AFTER_SET_UP);
        assertThat(role(registrations.register(AccountFixture.form("ana", lost, null))))
                .isEqualTo(Role.ADMINISTRATOR);
        assertThat(registrations.register(AccountFixture.form("bo", next, null)))
                .isEqualTo(not(new Registration.BadSetupToken()));
        assertThat(store.newSetUp().begin(Optional.empty())).isEmpty();
    }

    @Test
    void ofManyWhoComeWithTokensAtOnceOneBecomesAdministrator() {
        Registrations registrations = store.registrations(RegistrationMode.OPEN);
        List<String> tokens = IntStream.range(0, 4)
                .mapToObj(_ -> store.newSetUp().begin(Optional.empty()).orElseThrow())
                .toList();
        List<CompletableFuture<Result>> results = IntStream.range(0, 8)
                .mapToObj(i -> AccountFixture.form("racer" + i, tokens.get(i / 2), null))
                .map(form -> CompletableFuture.supplyAsync(() -> registrations.register(form)))
                .toList();
        assertThat(results.stream().map(CompletableFuture::join).filter(Result.Made.class::isInstance))
                .hasSize(1);
    }

    @Test
    void theTokenIsNotWrittenDown() {
        String token = store.setUp.begin(Optional.empty()).orElseThrow();
        assertThat(store.dump("one_time_tokens")).isNotEmpty().doesNotContain(token);
    }

    @Test
    void anOpenServerTakesMembersBeforeItIsSetUpAndNoAdministrators() {
        Registrations registrations = store.registrations(RegistrationMode.OPEN);
        assertThat(role(register(registrations, "ana"))).isEqualTo(Role.MEMBER);
        String token =
                store.setUp.begin(Optional.of("a token of the operator's")).orElseThrow();
        assertThat(role(registrations.register(AccountFixture.form("bo", token, null))))
                .isEqualTo(Role.ADMINISTRATOR);
    }

    @Test
    void aClosedServerTellsNothingAboutNames() {
        AccountFixture.made(store.registrations(RegistrationMode.OPEN), "ana");
        store.administrator("root-of-all");
        for (RegistrationMode mode : List.of(RegistrationMode.CLOSED, RegistrationMode.INVITATION)) {
            Registrations registrations = store.registrations(mode);
            assertThat(register(registrations, "ana")).isEqualTo(register(registrations, "nobody-yet"));
        }
    }

    @Test
    void aNameThatLooksLikeAnothersIsTaken() {
        Registrations registrations = store.registrations(RegistrationMode.OPEN);
        AccountFixture.made(registrations, "Ivan");
        assertThat(register(registrations, "lvan")).isEqualTo(not(new Registration.UsernameTaken()));
        assertThat(register(registrations, "ivan")).isEqualTo(not(new Registration.UsernameTaken()));
    }

    @Test
    void ofTwoWhoTakeLookAlikesAtOnceOneGetsIt() {
        Registrations registrations = store.registrations(RegistrationMode.OPEN);
        List<CompletableFuture<Result>> results = List.of("bob", "b0b", "BOB", "B0B").stream()
                .map(name -> CompletableFuture.supplyAsync(() -> register(registrations, name)))
                .toList();
        assertThat(results.stream().map(CompletableFuture::join).filter(Result.Made.class::isInstance))
                .hasSize(1);
    }

    private static Result register(Registrations registrations, String name) {
        return registrations.register(AccountFixture.form(name, null, null));
    }

    private static Result not(Registration.Refusal why) {
        return new Result.Not(why);
    }

    private static Role role(Result result) {
        assertThat(result).isInstanceOf(Result.Made.class);
        return ((Result.Made) result).user().role();
    }
}
