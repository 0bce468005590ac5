package dev.hubbub.server.account;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
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
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Access tokens: JWTs signed with HS256 and good for a quarter of an hour. They are checked without asking the
/// database; what ended since they were issued is known in memory. Safe for any thread, never blocks.
public final class Tokens {
    private static final String NAME = "hubbub";
    private static final String USERNAME = "name";
    private static final String SESSION = "sid";
    private static final String ROLE = "role";
    private static final String SCOPE = "scope";
    private static final String GENERATION = "gen";
    private static final int MOST_CHARACTERS = 2_048;
    private static final JWSHeader HEADER =
            new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build();
    private static final String ENCODED_HEADER = HEADER.toBase64URL().toString();

    private final MACSigner signer;
    private final MACVerifier verifier;
    private final Revocations revocations;
    private final InstantSource clock;

    public Tokens(SigningKey key, Revocations revocations, InstantSource clock) {
        this.revocations = revocations;
        this.clock = clock;
        try {
            signer = new MACSigner(key.bytes());
            verifier = new MACVerifier(key.bytes());
        } catch (JOSEException e) {
            throw new IllegalStateException("HS256 is not there", e);
        }
    }

    public String issue(Standing user, SessionId session) {
        Instant now = clock.instant();
        SignedJWT token = new SignedJWT(
                HEADER,
                new JWTClaimsSet.Builder()
                        .issuer(NAME)
                        .audience(NAME)
                        .subject(user.user().id().toString())
                        .claim(USERNAME, user.user().username())
                        .claim(SESSION, session.toString())
                        .claim(ROLE, user.role().wireName())
                        .claim(SCOPE, Scope.format(Scope.ALL))
                        .claim(GENERATION, user.generation())
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LoginSessions.ACCESS_LIFETIME)))
                        .build());
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign a token", e);
        }
        return token.serialize();
    }

    /// Empty unless we signed it, for ourselves, and it has neither expired nor been revoked.
    public Optional<Caller> verify(String accessToken) {
        if (accessToken.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        int payload = accessToken.indexOf('.') + 1;
        int signature = accessToken.lastIndexOf('.') + 1;
        if (payload == 0 || payload == signature || accessToken.indexOf('.', payload) != signature - 1) {
            return Optional.empty();
        }
        try {
            JWSHeader header = header(accessToken.substring(0, payload - 1));
            byte[] signed = accessToken.substring(0, signature - 1).getBytes(StandardCharsets.UTF_8);
            // The token must not choose how it is checked.
            boolean ours = JWSAlgorithm.HS256.equals(header.getAlgorithm())
                    && verifier.verify(header, signed, new Base64URL(accessToken.substring(signature)));
            return ours
                    ? caller(JWTClaimsSet.parse(
                                    new Base64URL(accessToken.substring(payload, signature - 1)).decodeToString()))
                            .filter(this::holds)
                    : Optional.empty();
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }

    /// Nearly every token has the header that we give: to parse it again costs a third of the check, which counts
    /// when ten thousand come back at once.
    private static JWSHeader header(String encoded) throws ParseException {
        return encoded.equals(ENCODED_HEADER) ? HEADER : JWSHeader.parse(new Base64URL(encoded));
    }

    /// Whether a caller whose token was good still is one.
    public boolean holds(Caller caller) {
        return clock.instant().isBefore(caller.expiresAt())
                && !revocations.cover(caller.user().id(), caller.session(), caller.generation());
    }

    private Optional<Caller> caller(JWTClaimsSet claims) throws ParseException {
        Date expires = claims.getExpirationTime();
        boolean good = NAME.equals(claims.getIssuer()) && claims.getAudience().equals(List.of(NAME)) && expires != null;
        return good ? caller(claims, expires.toInstant()) : Optional.empty();
    }

    private static Optional<Caller> caller(JWTClaimsSet claims, Instant expiresAt) throws ParseException {
        Optional<UserId> id = text(claims.getSubject()).flatMap(UserId::parse);
        Optional<String> username = text(claims.getStringClaim(USERNAME));
        Optional<SessionId> session = text(claims.getStringClaim(SESSION)).flatMap(SessionId::parse);
        Optional<Role> role = text(claims.getStringClaim(ROLE)).flatMap(Role::ofWireName);
        Optional<Set<Scope>> scopes = text(claims.getStringClaim(SCOPE)).map(Scope::parse);
        Long generation = claims.getLongClaim(GENERATION);
        boolean complete = id.isPresent()
                && username.isPresent()
                && session.isPresent()
                && role.isPresent()
                && scopes.isPresent()
                && generation != null;
        return complete
                ? Optional.of(new Caller(
                        new Person(id.get(), username.get()),
                        session.get(),
                        role.get(),
                        scopes.get(),
                        expiresAt,
                        generation))
                : Optional.empty();
    }

    private static Optional<String> text(@Nullable String claim) {
        return Optional.ofNullable(claim);
    }
}
