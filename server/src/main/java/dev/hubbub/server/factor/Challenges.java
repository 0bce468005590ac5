package dev.hubbub.server.factor;

import dev.hubbub.protocol.UserId;
import dev.hubbub.server.db.ChallengeAnswers;
import dev.hubbub.server.factor.Challenge.Purpose;
import dev.hubbub.server.ids.Ids;
import dev.hubbub.server.session.Standing;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/// Makes challenges and takes them back. The client carries them, signed, so that whoever begins something and
/// never answers costs the database nothing; what it remembers are the answers. Safe for any thread.
public final class Challenges {
    static final Duration LIFETIME = Duration.ofMinutes(5);
    /// Answers to one challenge; then it takes the password again.
    static final int MOST_ANSWERS = 5;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BODY_BYTES = 1 + 4 * Long.BYTES;
    private static final int MAC_BYTES = 32;
    private static final long NOBODY = 0;

    private final SecretKey key;
    private final ChallengeAnswers answers;
    private final Ids ids;
    private final InstantSource clock;

    /// @param key of HMAC, for this and nothing else
    public Challenges(SecretKey key, ChallengeAnswers answers, Ids ids, InstantSource clock) {
        this.key = key;
        this.answers = answers;
        this.ids = ids;
        this.clock = clock;
    }

    byte[] make(Purpose purpose, @Nullable Standing user) {
        Instant end = clock.instant().plus(LIFETIME);
        byte[] body = ByteBuffer.allocate(BODY_BYTES)
                .put((byte) purpose.code())
                .putLong(ids.nextId())
                .putLong(user == null ? NOBODY : user.user().id().value())
                .putLong(user == null ? 0 : user.generation())
                .putLong(end.toEpochMilli())
                .array();
        return ByteBuffer.allocate(BODY_BYTES + MAC_BYTES)
                .put(body)
                .put(mac(body))
                .array();
    }

    /// Empty unless we made it, for this, and not long ago.
    Optional<Challenge> read(Purpose purpose, byte[] text) {
        if (text.length != BODY_BYTES + MAC_BYTES) {
            return Optional.empty();
        }
        byte[] body = Arrays.copyOf(text, BODY_BYTES);
        ByteBuffer fields = ByteBuffer.wrap(body);
        boolean ours = MessageDigest.isEqual(mac(body), Arrays.copyOfRange(text, BODY_BYTES, text.length))
                && fields.get() == purpose.code();
        if (!ours) {
            return Optional.empty();
        }
        long id = fields.getLong();
        long user = fields.getLong();
        Challenge challenge = new Challenge(
                id,
                purpose,
                user == NOBODY ? null : new UserId(user),
                fields.getLong(),
                Instant.ofEpochMilli(fields.getLong()));
        return Optional.of(challenge).filter(known -> clock.instant().isBefore(known.expiresAt()));
    }

    Optional<Challenge> read(Purpose purpose, String text) {
        try {
            return read(purpose, Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static String text(byte[] challenge) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(challenge);
    }

    /// Counts one more answer, before anybody looks at it. False if there were too many, or the right one.
    boolean tryAnswer(Challenge challenge) {
        return answers.count(challenge.id(), challenge.expiresAt(), MOST_ANSWERS);
    }

    /// For the right answer: false if another one was faster.
    boolean spend(Challenge challenge) {
        return answers.spend(challenge.id(), challenge.expiresAt());
    }

    private byte[] mac(byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC", e);
        }
    }
}
