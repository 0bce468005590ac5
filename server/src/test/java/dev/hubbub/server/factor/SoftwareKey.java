package dev.hubbub.server.factor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/// An authenticator with one passkey (ES256, attestation `none`), and the browser around it: what both would
/// send.
public final class SoftwareKey {
    private static final int PRESENT = 0x01;
    private static final int VERIFIED = 0x04;
    private static final int ATTESTED = 0x40;

    private final byte[] id = new byte[16];
    private final KeyPair keys;
    private String site = "localhost";
    private String origin = "http://localhost:8080";
    private boolean verifies = true;
    private long count;
    private String userHandle = "";

    public SoftwareKey() {
        new SecureRandom().nextBytes(id);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    SoftwareKey on(String otherSite, String otherOrigin) {
        site = otherSite;
        origin = otherOrigin;
        return this;
    }

    SoftwareKey withoutVerifying() {
        verifies = false;
        return this;
    }

    void count(long value) {
        count = value;
    }

    /// @param challenge as the options have it
    /// @param user the handle, as the options have it
    public String create(String challenge, String user) {
        userHandle = user;
        byte[] attestation = cbor(
                0xa3, "fmt", "none", "attStmt", new byte[] {(byte) 0xa0}, "authData", data(ATTESTED, credential()));
        return """
                {"id":"%1$s","rawId":"%1$s","type":"public-key","clientExtensionResults":{},
                 "response":{"clientDataJSON":"%2$s","attestationObject":"%3$s","transports":["internal"]}}""".formatted(text(id), text(client("webauthn.create", challenge)), text(attestation));
    }

    public String get(String challenge) {
        try {
            byte[] client = client("webauthn.get", challenge);
            byte[] data = data(0, new byte[0]);
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(data);
            signature.update(MessageDigest.getInstance("SHA-256").digest(client));
            return """
                    {"id":"%1$s","rawId":"%1$s","type":"public-key","clientExtensionResults":{},
                     "response":{"clientDataJSON":"%2$s","authenticatorData":"%3$s","signature":"%4$s","userHandle":"%5$s"}}""".formatted(text(id), text(client), text(data), text(signature.sign()), userHandle);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] client(String type, String challenge) {
        return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
                .formatted(type, challenge, origin)
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] data(int flags, byte[] attested) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(site.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(hash.length + 5 + attested.length)
                    .put(hash)
                    .put((byte) (flags | PRESENT | (verifies ? VERIFIED : 0)))
                    .putInt((int) count)
                    .put(attested)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] credential() {
        byte[] key = cose();
        return ByteBuffer.allocate(16 + 2 + id.length + key.length)
                .put(new byte[16])
                .putShort((short) id.length)
                .put(id)
                .put(key)
                .array();
    }

    /// {1: 2, 3: -7, -1: 1, -2: x, -3: y}
    private byte[] cose() {
        var point = ((ECPublicKey) keys.getPublic()).getW();
        return ByteBuffer.allocate(77)
                .put(new byte[] {(byte) 0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20})
                .put(coordinate(point.getAffineX()))
                .put(new byte[] {0x22, 0x58, 0x20})
                .put(coordinate(point.getAffineY()))
                .array();
    }

    private static byte[] coordinate(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[32];
        int length = Math.min(bytes.length, fixed.length);
        System.arraycopy(bytes, bytes.length - length, fixed, fixed.length - length, length);
        return fixed;
    }

    /// A map of texts to texts, to bytes, or to what is CBOR already (one byte).
    private static byte[] cbor(int head, Object... entries) {
        var out = new ByteArrayOutputStream();
        try {
            out.write(head);
            for (Object entry : entries) {
                if (entry instanceof String text) {
                    out.write(0x60 + text.length());
                    out.write(text.getBytes(StandardCharsets.US_ASCII));
                } else if (entry instanceof byte[] bytes && bytes.length == 1) {
                    out.write(bytes);
                } else if (entry instanceof byte[] bytes) {
                    out.write(0x58);
                    out.write(bytes.length);
                    out.write(bytes);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
