package dev.hubbub.server.rest;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.server.factor.SecondFactors;
import dev.hubbub.server.session.SignedIn;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;

/// Answers whoever has signed in, however he did: with tokens in the body, or for a browser with cookies.
@Singleton
final class SignInAnswers {
    private final BrowserSession browser;

    SignInAnswers(BrowserSession browser) {
        this.browser = browser;
    }

    /// Whether the request asks for cookies.
    ///
    /// @throws Refusal if it does and nothing shows that our own page sends it
    boolean wantCookie(HttpRequest<?> request, TextFields fields) {
        boolean wanted = fields.flag("cookie");
        if (wanted) {
            browser.requireOurPage(request);
        }
        return wanted;
    }

    HttpResponse<byte[]> to(HttpRequest<?> request, HttpStatus status, SignedIn signedIn, boolean cookie) {
        if (!cookie) {
            return Answers.json(status, SignedInJson.write(signedIn));
        }
        MutableHttpResponse<byte[]> response =
                Answers.json(status, SignedInJson.write(signedIn, browser.csrfToken(signedIn)));
        browser.keep(signedIn, request, response);
        return response;
    }

    /// The password was right.
    static Problem secondFactor(SecondFactors.Asked asked) {
        return new Problem(
                ErrorCode.SECOND_FACTOR_REQUIRED,
                "send the challenge with a code of your authenticator app, or a recovery code, to POST /api/v1/auth/second-factor within %d s"
                        .formatted(asked.within().toSeconds()),
                null,
                asked.challenge());
    }

    static Problem tooManyAttempts(long retryAfterMs) {
        return new Problem(
                ErrorCode.TOO_MANY_ATTEMPTS,
                "the password was wrong too often, for this account or from your address; wait %d s"
                        .formatted(1 + retryAfterMs / 1_000),
                retryAfterMs);
    }

    static Problem busy(long retryAfterMs) {
        return new Problem(
                ErrorCode.OVERLOADED,
                "too many people are signing in; try again in %d ms".formatted(retryAfterMs),
                retryAfterMs);
    }
}
