package dev.hubbub.server.rest;

import dev.hubbub.protocol.ErrorCode;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/// Turns what Micronaut itself refuses (unknown paths, wrong methods, bodies that are too large …) and what
/// crashed into problems; it displaces the framework's processor, which is secondary. Its own messages name
/// classes and methods of ours, so none gets out.
@Singleton
final class FrameworkErrors implements ErrorResponseProcessor<byte[]> {
    @Override
    public MutableHttpResponse<byte[]> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        Problem problem = problem(response.code(), context);
        response.status(problem.code().httpStatus());
        return problem.on(response);
    }

    private static Problem problem(int status, ErrorContext context) {
        String path = context.getRequest().getPath();
        String method = context.getRequest().getMethodName();
        return switch (status) {
            case 404 ->
                new Problem(
                        ErrorCode.NOT_FOUND, "there is nothing at this path; docs/openapi.yaml lists what there is");
            case 405 ->
                new Problem(
                        ErrorCode.METHOD_NOT_ALLOWED,
                        "%s is not possible here; the Allow header lists what is".formatted(method));
            case 413 -> new Problem(ErrorCode.TOO_LARGE, "the body is larger than the server takes; send less");
            case 415 ->
                new Problem(
                        ErrorCode.UNSUPPORTED_MEDIA_TYPE, "send the body as JSON, with Content-Type: application/json");
            case 406 -> new Problem(ErrorCode.INVALID, "answers are JSON; send Accept: application/json or none");
            case 503 -> new Problem(ErrorCode.UNAVAILABLE, "try again in a moment");
            default ->
                status >= 500
                        ? new Problem(ErrorCode.INTERNAL, "a fault of the server's; its log says more")
                        : new Problem(
                                ErrorCode.INVALID, "the request for %s is not valid HTTP".formatted(printable(path)));
        };
    }

    private static String printable(String path) {
        return path.length() > 100 ? path.substring(0, 100) : path;
    }
}
