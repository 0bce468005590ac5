package dev.hubbub.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
    @ParameterizedTest
    @ValueSource(strings = {"ana", "bo", "José", "mañana.2", "анна", "أحمد", "日本ana", "x-_.", "4ever", "admiral"})
    void namesOfEveryScriptAreTaken(String name) {
        assertThat(Rules.username(Rules.spelled(name))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"аna", "paypаl", "ana٣4", "ελλa"})
    void scriptsThatLookAlikeAreNotMixed(String name) {
        assertThat(Rules.username(name))
                .hasValueSatisfying(fault -> assertThat(fault).contains("mix scripts"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"admin", "ADMIN", "a.d.m.i.n", "adm1n", "r00t", "a11", "Everyone", "here", "hubbub", "no-reply"})
    void namesThatSpeakForTheServerAreReservedHoweverWritten(String name) {
        assertThat(Rules.username(name))
                .hasValueSatisfying(fault -> assertThat(fault).contains("stands for"));
    }

    @ParameterizedTest
    @CsvSource({"Ivan, lvan", "ivan, IVAN", "bob, b0b", "user1, userl", "modern, rnodern", "асе, ace", "ａna, ana"})
    void namesThatCouldPassForEachOtherShareAShape(String one, String other) {
        assertThat(shapes(one)).containsAnyElementsOf(shapes(other));
    }

    @ParameterizedTest
    @CsvSource({"ana, anna", "bo, b-o", "jose, josé", "ivan, lvan"})
    void otherNamesShareNone(String one, String other) {
        assertThat(shapes(one)).doesNotContainAnyElementsOf(shapes(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ana@example.org", "a+b@mail.example.org", "ana@localhost", "δοκιμή@παράδειγμα.δοκιμή"})
    void addressesThatMailReachesAreTaken(String email) {
        assertThat(Rules.email(email)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ana",
                "ana@",
                "@example.org",
                "ana@example",
                "a b@example.org",
                ".ana@example.org",
                "ana@-example.org",
                "ana@example..org",
                "ana@example.org\r\nBcc: bo@example.org",
                "ana@example.org, bo@example.org",
                "\"ana\"@example.org"
            })
    void whatIsNoAddressIsRefused(String email) {
        assertThat(Rules.email(email)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"correct horse", "tr0ub4dor&3x", "пароль не простой", "        x y z"})
    void anyKindOfCharactersMakesAPassword(String password) {
        assertThat(fault(password)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "password, most common",
        "PASSWORD1, most common",
        "Iloveyou, most common",
        "zzzzzzzzzzz, most common",
        "ghijklmnop, most common",
        "98765432, most common",
        "brunhilde, your name",
        "Brunhilde2026!, your name",
        "stasi@example.org, your name",
        "hubbub!!!, this program",
        "hubbubhubbub, this program",
    })
    void whatAnAttackerTriesFirstIsRefused(String password, String why) {
        assertThat(fault(password))
                .hasValueSatisfying(fault -> assertThat(fault).contains(why));
    }

    @Test
    void aPasswordIsSeventyTwoBytesAtMostAndNeverCut() {
        assertThat(fault("ab c".repeat(18))).isEmpty();
        assertThat(fault("ab c".repeat(18) + "x"))
                .hasValueSatisfying(fault -> assertThat(fault).contains("72 bytes"));
        assertThat(fault("äöü ".repeat(11)))
                .hasValueSatisfying(fault -> assertThat(fault).contains("72 bytes"));
    }

    private static java.util.Optional<String> fault(String password) {
        return Rules.password(password, "brunhilde", "stasi@example.org");
    }

    private static Set<String> shapes(String name) {
        return NameShapes.of(Rules.spelled(name));
    }
}
