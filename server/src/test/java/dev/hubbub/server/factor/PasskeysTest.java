package dev.hubbub.server.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Role;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.account.SigningKey;
import dev.hubbub.server.db.ChallengeAnswers;
import dev.hubbub.server.db.PasskeyTable;
import dev.hubbub.server.db.SessionEndTable;
import dev.hubbub.server.db.SessionTable;
import dev.hubbub.server.factor.FactorEvent.Kind;
import dev.hubbub.server.ids.Ids;
import dev.hubbub.server.log.LogFixture;
import dev.hubbub.server.session.Device;
import dev.hubbub.server.session.Endings;
import dev.hubbub.server.session.LoginSessions;
import dev.hubbub.server.session.Revocations;
import dev.hubbub.server.session.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class PasskeysTest {
    private static final String PASSWORD = "correct horse";

    private final LogFixture store = new LogFixture();
    private final PasskeyTable table = new PasskeyTable(store.database);
    private final List<FactorEvent> audit = new CopyOnWriteArrayList<>();
    private final Map<UserId, Standing> users =
            new HashMap<>(Map.of(store.ana.id(), standing(store.ana, 0), store.bo.id(), standing(store.bo, 0)));
    private final Ceremonies ceremonies = new Ceremonies(PasskeySite.localhost(), table);
    private final Challenges challenges = new Challenges(
            SigningKey.ofSecret(SigningKey.randomSecret()).derive("challenges", "HmacSHA256"),
            new ChallengeAnswers(store.database),
            new Ids(),
            this::now);
    private final Passkeys passkeys = new Passkeys(
            table,
            ceremonies,
            challenges,
            this::find,
            (_, password, _) ->
                    password.equals(PASSWORD) ? new PasswordProof.Verdict.Right() : new PasswordProof.Verdict.Wrong(),
            audit::add,
            this::now);
    private final PasskeySignIns signIns =
            new PasskeySignIns(table, ceremonies, challenges, this::find, sessions(), audit::add, this::now);
    private final SoftwareKey key = new SoftwareKey();
    private final UserId ana = store.ana.id();
    private Instant now = Instant.parse("2026-11-24T01:02:03Z");

    private Instant now() {
        return now;
    }

    private Optional<Standing> find(UserId user) {
        return Optional.ofNullable(users.get(user));
    }

    private LoginSessions sessions() {
        return new LoginSessions(
                new SessionTable(store.database),
                new Endings(new SessionEndTable(store.database), new Revocations()),
                this::find,
                (_, _) -> "token",
                _ -> {},
                new Ids(),
                this::now);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aPasskeySignsItsUserInWithoutANameOrPassword() {
        assertThat(add(key)).isInstanceOf(PasskeyOutcome.Added.class);
        key.count(1);
        var in = (PasskeyOutcome.Accepted) signIn(key);
        assertThat(in.signedIn().user()).isEqualTo(store.ana);
        assertThat(passkeys.of(ana).getFirst().usedAt()).isEqualTo(now);
    }

    @Test
    void registeringTakesThePassword() {
        assertThat(passkeys.begin(ana, "wrong horse", Device.UNKNOWN)).isInstanceOf(PasskeyOutcome.WrongPassword.class);
    }

    @Test
    void anAnswerWorksOnce() {
        String options = options(ana);
        String made = key.create(field(options, "challenge"), userHandle(options));
        assertThat(passkeys.add(ana, "laptop", made, Device.UNKNOWN)).isInstanceOf(PasskeyOutcome.Added.class);
        assertThat(passkeys.add(ana, "laptop", made, Device.UNKNOWN)).isInstanceOf(PasskeyOutcome.Refused.class);
        String answer = key.get(field(signIns.begin(), "challenge"));
        assertThat(signIns.finish(answer, Device.UNKNOWN)).isInstanceOf(PasskeyOutcome.Accepted.class);
        assertThat(signIns.finish(answer, Device.UNKNOWN)).isInstanceOf(PasskeyOutcome.Refused.class);
    }

    @Test
    void anotherUserCannotRegisterByHerChallenge() {
        String options = options(ana);
        String made = key.create(field(options, "challenge"), userHandle(options));
        assertThat(passkeys.add(store.bo.id(), "laptop", made, Device.UNKNOWN))
                .isInstanceOf(PasskeyOutcome.Refused.class);
    }

    @Test
    void aPageOfAnotherSiteIsRefused() {
        add(key);
        key.on("localhost", "https://evil.example.org");
        assertThat(signIn(key)).isInstanceOf(PasskeyOutcome.Refused.class);
        key.on("evil.example.org", "http://localhost:8080");
        assertThat(signIn(key)).isInstanceOf(PasskeyOutcome.Refused.class);
        SoftwareKey other = new SoftwareKey().on("evil.example.org", "https://evil.example.org");
        assertThat(add(other)).isInstanceOf(PasskeyOutcome.Refused.class);
    }

    @Test
    void oneThatDoesNotVerifyItsUserIsRefused() {
        assertThat(add(new SoftwareKey().withoutVerifying())).isInstanceOf(PasskeyOutcome.Refused.class);
        add(key);
        assertThat(signIn(key.withoutVerifying())).isInstanceOf(PasskeyOutcome.Refused.class);
    }

    @Test
    void anotherKeyOfTheSameNameIsRefused() {
        assertThat(signIn(key)).as("not registered").isInstanceOf(PasskeyOutcome.Refused.class);
        add(key);
        String answer = key.get(field(signIns.begin(), "challenge"));
        String signature = field(answer, "signature");
        String forged = answer.replace(signature, signature.substring(0, 40) + "AAAA" + signature.substring(44));
        assertThat(signIns.finish(forged, Device.UNKNOWN)).isInstanceOf(PasskeyOutcome.Refused.class);
    }

    @Test
    void aCopyIsFoundByItsCount() {
        key.count(5);
        add(key);
        key.count(6);
        assertThat(signIn(key)).isInstanceOf(PasskeyOutcome.Accepted.class);
        assertThat(signIn(key)).isInstanceOf(PasskeyOutcome.Refused.class);
        assertThat(audit).extracting(FactorEvent::kind).contains(Kind.PASSKEY_CLONED);
    }

    @Test
    void aChallengeOfOneCeremonyIsNoneOfAnother() {
        add(key);
        assertThat(signIns.finish(key.get(field(options(ana), "challenge")), Device.UNKNOWN))
                .isInstanceOf(PasskeyOutcome.Refused.class);
        assertThat(signIns.finish(key.get("bWFkZSB1cA"), Device.UNKNOWN)).isInstanceOf(PasskeyOutcome.Refused.class);
        assertThat(signIns.finish("{}", Device.UNKNOWN)).isInstanceOf(PasskeyOutcome.Refused.class);
    }

    @Test
    void itIsOverAfterFiveMinutesAndForTheDeactivated() {
        add(key);
        String options = signIns.begin();
        now = now.plus(Duration.ofMinutes(5));
        assertThat(signIns.finish(key.get(field(options, "challenge")), Device.UNKNOWN))
                .isInstanceOf(PasskeyOutcome.Refused.class);
        users.clear();
        assertThat(signIn(key)).isInstanceOf(PasskeyOutcome.Refused.class);
    }

    @Test
    void aRemovedOneSignsNobodyIn() {
        add(key);
        long id = passkeys.of(ana).getFirst().id();
        assertThat(passkeys.remove(store.bo.id(), id, Device.UNKNOWN)).isFalse();
        assertThat(passkeys.remove(ana, id, Device.UNKNOWN)).isTrue();
        assertThat(signIn(key)).isInstanceOf(PasskeyOutcome.Refused.class);
    }

    private PasskeyOutcome add(SoftwareKey made) {
        String options = options(ana);
        return passkeys.add(
                ana, "laptop", made.create(field(options, "challenge"), userHandle(options)), Device.UNKNOWN);
    }

    private String options(UserId user) {
        return ((PasskeyOutcome.Asked) passkeys.begin(user, PASSWORD, Device.UNKNOWN)).options();
    }

    private PasskeyOutcome signIn(SoftwareKey shown) {
        return signIns.finish(shown.get(field(signIns.begin(), "challenge")), Device.UNKNOWN);
    }

    private static String userHandle(String options) {
        return field(options.substring(options.indexOf("\"user\"")), "id");
    }

    private static String field(String json, String name) {
        var matcher = Pattern.compile("\"%s\":\"([^\"]*)\"".formatted(name)).matcher(json);
        assertThat(matcher.find()).as(json).isTrue();
        return matcher.group(1);
    }

    private static Standing standing(Person user, long generation) {
        return new Standing(user, Role.MEMBER, generation);
    }
}
