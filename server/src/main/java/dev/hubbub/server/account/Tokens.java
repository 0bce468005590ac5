package dev.hubbub.server.account;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.command.Caller;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Access tokens: JWTs signed with HS256 and good for a quarter of an hour. They are checked without asking the
/// database, so they cannot be called back; that is why they are short-lived. Safe for any thread, never
/// blocks.
public final class Tokens {
    public static final Duration LIFETIME = Duration.ofMinutes(15);

    private static final String NAME = "hubbub";
    private static final String USERNAME = "name";
    private static final int MOST_CHARACTERS = 2_048;
    private static final JWSHeader HEADER =
            new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build();

    private final MACSigner signer;
    private final MACVerifier verifier;
    private final InstantSource clock;

    public Tokens(SigningKey key, InstantSource clock) {
        this.clock = clock;
        try {
            signer = new MACSigner(key.bytes());
            verifier = new MACVerifier(key.bytes());
        } catch (JOSEException e) {
            throw new IllegalStateException("HS256 is not there", e);
        }
    }

    public String issue(Person user) {
        Instant now = clock.instant();
        SignedJWT token = new SignedJWT(
                HEADER,
                new JWTClaimsSet.Builder()
                        .issuer(NAME)
                        .audience(NAME)
                        .subject(user.id().toString())
                        .claim(USERNAME, user.username())
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFETIME)))
                        .build());
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign a token", e);
        }
        return token.serialize();
    }

    /// Empty unless we signed it, for ourselves, and it has not expired.
    public Optional<Caller> verify(String accessToken) {
        if (accessToken.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        try {
            SignedJWT token = SignedJWT.parse(accessToken);
            // The token must not choose how it is checked.
            boolean ours = JWSAlgorithm.HS256.equals(token.getHeader().getAlgorithm()) && token.verify(verifier);
            return ours ? caller(token.getJWTClaimsSet()) : Optional.empty();
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }

    private Optional<Caller> caller(JWTClaimsSet claims) throws ParseException {
        Date expires = claims.getExpirationTime();
        String subject = claims.getSubject();
        String username = claims.getStringClaim(USERNAME);
        boolean complete = NAME.equals(claims.getIssuer())
                && claims.getAudience().equals(List.of(NAME))
                && expires != null
                && subject != null
                && username != null;
        if (!complete || !clock.instant().isBefore(expires.toInstant())) {
            return Optional.empty();
        }
        return UserId.parse(subject).map(id -> new Caller(new Person(id, username), expires.toInstant()));
    }
}
