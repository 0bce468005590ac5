package dev.hubbub.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Role;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.command.Caller;
import dev.hubbub.server.command.Scope;
import dev.hubbub.server.session.LoginSessions;
import dev.hubbub.server.session.Revocations;
import dev.hubbub.server.session.SessionId;
import dev.hubbub.server.session.Standing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private static final String SECRET = "a secret of more than sixty-four bytes, so that HS512 would take it as well";
    private static final Instant NOW = Instant.parse("2026-11-24T01:02:03Z");
    private static final Standing ANA = standing(7, "ana");
    private static final SessionId SESSION = new SessionId(9);

    private final Tokens tokens = at(NOW);

    @Test
    void aTokenTellsWhoItsUserIs() {
        assertThat(tokens.verify(tokens.issue(ANA, SESSION)))
                .hasValue(new Caller(
                        ANA.user(),
                        SESSION,
                        Role.MEMBER,
                        Scope.ALL,
                        NOW.plus(LoginSessions.ACCESS_LIFETIME),
                        ANA.generation()));
    }

    @Test
    void aTokenExpires() {
        String token = tokens.issue(ANA, SESSION);
        assertThat(at(NOW.plus(LoginSessions.ACCESS_LIFETIME).minusSeconds(1)).verify(token))
                .isPresent();
        assertThat(at(NOW.plus(LoginSessions.ACCESS_LIFETIME)).verify(token)).isEmpty();
    }

    @Test
    void aTokenWithoutSignatureIsNone() {
        assertThat(tokens.verify(new PlainJWT(claims().build()).serialize())).isEmpty();
    }

    @Test
    void anotherKeySignsInVain() {
        Tokens others =
                new Tokens(SigningKey.ofSecret(SigningKey.randomSecret()), new Revocations(), InstantSource.fixed(NOW));
        assertThat(tokens.verify(others.issue(ANA, SESSION))).isEmpty();
    }

    @Test
    void anotherAlgorithmIsRefusedEvenWithTheRightKey() throws JOSEException {
        assertThat(tokens.verify(signed(JWSAlgorithm.HS256, claims()))).isPresent();
        assertThat(tokens.verify(signed(JWSAlgorithm.HS512, claims()))).isEmpty();
    }

    @Test
    void aChangedTokenIsRefused() {
        String[] parts = tokens.issue(ANA, SESSION).split("\\.", -1);
        String[] others = tokens.issue(standing(8, "bo"), SESSION).split("\\.", -1);
        assertThat(tokens.verify(parts[0] + "." + others[1] + "." + parts[2])).isEmpty();
    }

    @Test
    void tokensForOthersAreRefused() throws JOSEException {
        assertThat(tokens.verify(signed(JWSAlgorithm.HS256, claims().issuer("another"))))
                .isEmpty();
        assertThat(tokens.verify(signed(JWSAlgorithm.HS256, claims().audience("another"))))
                .isEmpty();
        assertThat(tokens.verify(signed(JWSAlgorithm.HS256, claims().expirationTime(null))))
                .isEmpty();
        assertThat(tokens.verify(signed(JWSAlgorithm.HS256, claims().subject("ana"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "sid", "role", "scope", "gen"})
    void aTokenThatLeavesSomethingOutIsRefused(String claim) throws JOSEException {
        assertThat(tokens.verify(signed(JWSAlgorithm.HS256, claims().claim(claim, null))))
                .isEmpty();
    }

    @Test
    void nonsenseIsRefused() {
        assertThat(tokens.verify("")).isEmpty();
        assertThat(tokens.verify("a.b.c")).isEmpty();
        assertThat(tokens.verify("x".repeat(100_000))).isEmpty();
    }

    private static Standing standing(long id, String username) {
        return new Standing(new Person(new UserId(id), username), Role.MEMBER, 3);
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("hubbub")
                .audience("hubbub")
                .subject("7")
                .claim("name", "ana")
                .claim("sid", "9")
                .claim("role", "member")
                .claim("scope", "read write")
                .claim("gen", 3)
                .expirationTime(Date.from(NOW.plus(Duration.ofMinutes(1))));
    }

    private static String signed(JWSAlgorithm algorithm, JWTClaimsSet.Builder claims) throws JOSEException {
        SignedJWT token = new SignedJWT(new JWSHeader(algorithm), claims.build());
        token.sign(new MACSigner(SECRET.getBytes(StandardCharsets.UTF_8)));
        return token.serialize();
    }

    private static Tokens at(Instant now) {
        return new Tokens(SigningKey.ofSecret(SECRET), new Revocations(), InstantSource.fixed(now));
    }
}
