package dev.hubbub.cli.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hubbub.client.SignedIn;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A user who has switched his authenticator app on.
///
/// @param secret what the app counts with, in base 32
/// @param recoveryCodes what the server gave him for the day on which he loses it
record TwoStepAccount(String secret, List<String> recoveryCodes) {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int SECRET_BYTES = 20;
    private static final int STEP_SECONDS = 30;

    static TwoStepAccount of(URI server, SignedIn user, String password) throws Exception {
        JsonNode begun = post(server, user, "/totp", "{\"password\":\"%s\"}".formatted(password));
        String secret = begun.path("secret").asText();
        String code = code(secret, Instant.now());
        JsonNode on = post(server, user, "/totp/confirm", "{\"code\":\"%s\"}".formatted(code));
        List<String> recoveryCodes = new ArrayList<>();
        on.path("recoveryCodes").forEach(each -> recoveryCodes.add(each.asText()));
        return new TwoStepAccount(secret, recoveryCodes);
    }

    /// One that was not used yet: the app was switched on by the one before.
    String nextCode() throws Exception {
        return code(secret, Instant.now().plusSeconds(STEP_SECONDS));
    }

    private static JsonNode post(URI server, SignedIn user, String path, String json) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/v1/factors" + path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + user.accessToken())
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return new ObjectMapper()
                    .readTree(http.send(request, HttpResponse.BodyHandlers.ofString())
                            .body());
        }
    }

    /// Not the server's code: an app is another program.
    private static String code(String secret, Instant at) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(decode(secret), "HmacSHA1"));
        long step = at.getEpochSecond() / STEP_SECONDS;
        ByteBuffer hash = ByteBuffer.wrap(
                mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array()));
        int number = hash.getInt(hash.get(hash.limit() - 1) & 0xf) & Integer.MAX_VALUE;
        return "%06d".formatted(number % 1_000_000);
    }

    private static byte[] decode(String base32) {
        BigInteger number = base32.chars()
                .mapToObj(letter -> BigInteger.valueOf(ALPHABET.indexOf(letter)))
                .reduce(BigInteger.ONE, (sum, digit) -> sum.shiftLeft(5).add(digit));
        byte[] bytes = number.toByteArray();
        return Arrays.copyOfRange(bytes, bytes.length - SECRET_BYTES, bytes.length);
    }
}
