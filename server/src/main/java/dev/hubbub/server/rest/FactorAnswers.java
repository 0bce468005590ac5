package dev.hubbub.server.rest;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.server.factor.Authenticators;
import dev.hubbub.server.factor.Enrolment;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Second factors as their user sees them, and what may be wrong with a change.
final class FactorAnswers {
    private static final byte[] OFF = "{\"totp\":false}".getBytes(StandardCharsets.US_ASCII);

    private FactorAnswers() {}

    static HttpResponse<byte[]> of(Enrolment enrolment) {
        return switch (enrolment) {
            case Enrolment.Begun(var secret, var uri) ->
                Answers.json(HttpStatus.OK, JsonBody.object(json -> {
                    json.writeStringField("secret", secret);
                    json.writeStringField("uri", uri);
                }));
            case Enrolment.Recoverable(var codes) -> Answers.json(HttpStatus.OK, codes(codes));
            case Enrolment.Off() -> Answers.json(HttpStatus.OK, OFF);
            case Enrolment.WrongPassword() ->
                new Problem(ErrorCode.WRONG_PASSWORD, "the password is not right").response();
            case Enrolment.WrongCode() -> wrongCode().response();
            case Enrolment.Later(long retryAfterMs) -> later(retryAfterMs).response();
            case Enrolment.AlreadyOn() ->
                new Problem(ErrorCode.NOT_POSSIBLE, "it is on already; switch it off first").response();
            case Enrolment.NotOn() -> new Problem(ErrorCode.NOT_POSSIBLE, "no authenticator app is on").response();
        };
    }

    static byte[] status(Authenticators.Status status) {
        return JsonBody.object(json -> {
            json.writeBooleanField("totp", status.totp());
            json.writeNumberField("recoveryCodes", status.recoveryCodes());
        });
    }

    static Problem wrongCode() {
        return new Problem(
                ErrorCode.WRONG_CODE,
                "the code is not right, or was used before; wait for the next one, and see that the clock is right");
    }

    static Problem later(long retryAfterMs) {
        return new Problem(
                ErrorCode.TOO_MANY_ATTEMPTS,
                "it was wrong too often; wait %d s".formatted(1 + retryAfterMs / 1_000),
                retryAfterMs);
    }

    private static byte[] codes(List<String> codes) {
        return JsonBody.object(json -> {
            json.writeArrayFieldStart("recoveryCodes");
            for (String code : codes) {
                json.writeString(code);
            }
            json.writeEndArray();
        });
    }
}
