package dev.hubbub.server.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.server.db.Passkey;
import dev.hubbub.server.factor.PasskeyOutcome;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Passkeys as their user sees them, and what may be wrong with one.
final class PasskeyAnswers {
    private static final ObjectMapper TREES = new ObjectMapper();

    private PasskeyAnswers() {}

    /// What the browser made, as it made it. The body is an object: [TextFields] has seen it.
    ///
    /// @throws Refusal if there is none
    static String credential(byte @Nullable [] body) {
        try {
            JsonNode credential =
                    TREES.readTree(body == null ? new byte[0] : body).path("credential");
            if (!credential.isObject()) {
                throw Refusal.invalid("credential is missing, or no object");
            }
            return credential.toString();
        } catch (IOException e) {
            throw new Refusal(new Problem(ErrorCode.MALFORMED, "the body must be one JSON object"));
        }
    }

    static HttpResponse<byte[]> of(PasskeyOutcome outcome) {
        return switch (outcome) {
            case PasskeyOutcome.Asked(var options) ->
                Answers.json(HttpStatus.OK, options.getBytes(StandardCharsets.UTF_8));
            case PasskeyOutcome.Added(var passkey) -> Answers.json(HttpStatus.CREATED, list(List.of(passkey)));
            case PasskeyOutcome.Accepted _ -> throw new IllegalStateException("answered by its controller");
            case PasskeyOutcome.WrongPassword() ->
                new Problem(ErrorCode.WRONG_PASSWORD, "the password is not right").response();
            case PasskeyOutcome.Later(long retryAfterMs) ->
                FactorAnswers.later(retryAfterMs).response();
            case PasskeyOutcome.Invalid(var message) -> new Problem(ErrorCode.INVALID, message).response();
            case PasskeyOutcome.Refused() ->
                new Problem(
                                ErrorCode.BAD_CREDENTIALS,
                                "this passkey was not made for this, or it took too long; begin again with new options")
                        .response();
            case PasskeyOutcome.TooMany(int most) ->
                new Problem(
                                ErrorCode.NOT_POSSIBLE,
                                "you have %d passkeys already, or this one is registered".formatted(most))
                        .response();
        };
    }

    static byte[] list(List<Passkey> passkeys) {
        return JsonBody.object(json -> JsonBody.objects(json, "passkeys", passkeys, PasskeyAnswers::fields));
    }

    private static void fields(JsonGenerator json, Passkey passkey) throws IOException {
        json.writeStringField("id", Long.toString(passkey.id()));
        json.writeStringField("name", passkey.name());
        json.writeStringField("createdAt", passkey.createdAt().toString());
        Instant used = passkey.usedAt();
        if (used != null) {
            json.writeStringField("usedAt", used.toString());
        }
    }
}
