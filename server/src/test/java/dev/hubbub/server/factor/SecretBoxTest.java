package dev.hubbub.server.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.UserId;
import dev.hubbub.server.account.SigningKey;
import org.junit.jupiter.api.Test;

class SecretBoxTest {
    private static final UserId ANA = new UserId(1);
    private static final UserId BO = new UserId(2);

    private final SigningKey key = SigningKey.ofSecret(SigningKey.randomSecret());
    private final SecretBox box = box(key, "secrets");
    private final byte[] secret = Totp.randomSecret();

    @Test
    void whatIsSealedOpensForItsOwnerOnly() {
        byte[] sealed = box.seal(ANA, secret);
        assertThat(box.open(ANA, sealed).orElseThrow()).isEqualTo(secret);
        assertThat(box.open(BO, sealed)).isEmpty();
    }

    @Test
    void noOtherKeyOpensItAndNoOtherPurposesKey() {
        byte[] sealed = box.seal(ANA, secret);
        assertThat(box(SigningKey.ofSecret(SigningKey.randomSecret()), "secrets")
                        .open(ANA, sealed))
                .isEmpty();
        assertThat(box(key, "something else").open(ANA, sealed)).isEmpty();
    }

    @Test
    void aChangedByteIsFound() {
        byte[] sealed = box.seal(ANA, secret);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThat(box.open(ANA, changed)).isEmpty();
        }
        assertThat(box.open(ANA, new byte[0])).isEmpty();
        assertThat(box.open(ANA, new byte[5])).isEmpty();
    }

    @Test
    void theSameSecretNeverLooksTheSame() {
        assertThat(box.seal(ANA, secret)).isNotEqualTo(box.seal(ANA, secret));
    }

    private static SecretBox box(SigningKey key, String purpose) {
        return new SecretBox(key.derive(purpose, "AES"));
    }
}
