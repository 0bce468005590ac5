package dev.hubbub.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.hubbub.server.rest.RunningServer;
import dev.hubbub.server.rest.TestSocket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// No door opens to a token that this server did not make, made for others, or has made of something else.
@Tag("integration")
class TokenForgeryTest {
    private static final String KEY = "the tests' own key, of more than forty-eight bytes, so that HS384 takes it too";

    private static RunningServer server;
    private static Actor ana;
    private static Actor bo;
    private static final Map<String, String> FORGERIES = new LinkedHashMap<>();

    @BeforeAll
    static void forge() throws Exception {
        server = RunningServer.of(Map.of("JWT_SECRET", KEY));
        server.administrator();
        ana = Actor.named(server, "ana");
        bo = Actor.named(server, "bo");
        JWTClaimsSet claims = SignedJWT.parse(ana.token()).getJWTClaimsSet();
        Date past = Date.from(Instant.now().minusSeconds(1));
        FORGERIES.put("alg none", new PlainJWT(claims).serialize());
        FORGERIES.put("alg none, signed", new PlainJWT(claims).serialize() + part(ana.token(), 2));
        FORGERIES.put("another key", signed(JWSAlgorithm.HS256, claims, KEY.replace('t', 'T')));
        FORGERIES.put("HS384", signed(JWSAlgorithm.HS384, claims, KEY));
        FORGERIES.put("HS512", signed(JWSAlgorithm.HS512, claims, KEY));
        FORGERIES.put("expired", signed(claims(claims).expirationTime(past)));
        FORGERIES.put("without end", signed(claims(claims).expirationTime(null)));
        FORGERIES.put("another audience", signed(claims(claims).audience("another")));
        FORGERIES.put("another issuer", signed(claims(claims).issuer("another")));
        FORGERIES.put("without session", signed(claims(claims).claim("sid", null)));
        FORGERIES.put("the payload of another", spliced(ana.token(), bo.token(), 1));
        FORGERIES.put("the signature of another", spliced(ana.token(), bo.token(), 2));
        FORGERIES.put(
                "promoted",
                part(ana.token(), 0)
                        + "."
                        + Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(claims(claims)
                                        .claim("role", "administrator")
                                        .build()
                                        .toString()
                                        .getBytes(StandardCharsets.UTF_8))
                        + "."
                        + part(ana.token(), 2));
        FORGERIES.put("unsigned", part(ana.token(), 0) + "." + part(ana.token(), 1) + ".");
        FORGERIES.put("four parts", ana.token() + ".x");
        FORGERIES.put("a refresh token", ana.refreshToken());
        FORGERIES.put("nothing", "");
        FORGERIES.put("a key in the header", keyed(claims));
        String api = ana.rest("POST", "/tokens", "{'name':'bot','scope':'read write'}")
                .json()
                .path("token")
                .asText();
        FORGERIES.put("an API token's wrong checksum", api.substring(0, api.length() - 1) + other(api));
        FORGERIES.put("an API token cut short", api.substring(0, api.length() - 6));
        FORGERIES.put("an API token in capitals", "HUB_" + api.substring(4));
    }

    @AfterAll
    static void close() {
        server.close();
    }

    static Set<String> forgeries() {
        return FORGERIES.keySet();
    }

    /// Or the refusals below would say nothing.
    @Test
    void whatTheForgerWouldNeedIsGood() throws Exception {
        JWTClaimsSet claims = SignedJWT.parse(ana.token()).getJWTClaimsSet();
        assertThat(Actor.rest(server, signed(claims(claims)), "GET", "/rooms", null)
                        .isDone())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void noDoorOpens(String forgery) throws Exception {
        String token = FORGERIES.getOrDefault(forgery, "");
        for (String path : new String[] {"/rooms", "/account", "/sessions", "/tokens", "/admin/users"}) {
            assertThat(Actor.rest(server, token, "GET", path, null).code()).isEqualTo("unauthenticated");
        }
        assertThat(Actor.rest(server, token, "POST", "/rooms", "{'name':'forged'}")
                        .code())
                .isEqualTo("unauthenticated");
        TestSocket hello = TestSocket.open(server.url(), Map.of());
        hello.say("{'type':'hello','token':'" + token + "'}");
        hello.awaitsClose(4500);
        assertThat(hello.heard()).noneMatch(text -> text.contains("welcome"));
        assertThat(opens(Map.of("Authorization", "Bearer " + token))).isFalse();
        assertThat(opens(Map.of("Origin", server.url(), "Cookie", "hubbub_access=" + token)))
                .isFalse();
        // A connection that is refused too often is closed, so each forgery has one of its own.
        Told renewed = bo.again().socket("renew", ",'token':'" + token + "'");
        assertThat(renewed.code()).isEqualTo("unauthenticated");
    }

    private static boolean opens(Map<String, String> headers) {
        try {
            TestSocket socket = TestSocket.open(server.url(), headers);
            socket.say("{'type':'hello'}");
            socket.awaitsClose(4500);
            return socket.heard().stream().anyMatch(text -> text.contains("welcome"));
        } catch (CompletionException _) {
            return false;
        }
    }

    private static JWTClaimsSet.Builder claims(JWTClaimsSet claims) {
        return new JWTClaimsSet.Builder(claims);
    }

    private static String signed(JWTClaimsSet.Builder claims) throws JOSEException {
        return signed(JWSAlgorithm.HS256, claims.build(), KEY);
    }

    private static String signed(JWSAlgorithm algorithm, JWTClaimsSet claims, String key) throws JOSEException {
        SignedJWT token = new SignedJWT(new JWSHeader(algorithm), claims);
        token.sign(new MACSigner(key.getBytes(StandardCharsets.UTF_8)));
        return token.serialize();
    }

    /// Signed with a key that the token itself names.
    private static String keyed(JWTClaimsSet claims) throws JOSEException {
        String key = "a".repeat(64);
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID("../../dev/null")
                        .build(),
                claims);
        token.sign(new MACSigner(key.getBytes(StandardCharsets.UTF_8)));
        return token.serialize();
    }

    private static String spliced(String token, String other, int index) {
        String[] parts = token.split("\\.", -1);
        parts[index] = part(other, index);
        return String.join(".", parts);
    }

    private static String part(String token, int index) {
        return token.split("\\.", -1)[index];
    }

    private static char other(String api) {
        return api.endsWith("0") ? '1' : '0';
    }
}
