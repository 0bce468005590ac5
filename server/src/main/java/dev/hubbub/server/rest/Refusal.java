package dev.hubbub.server.rest;

import dev.hubbub.protocol.ErrorCode;

/// Ends the handling of one request with a problem; never leaves this package. Without a stack trace, since a
/// stranger decides how often.
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    Refusal(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    static Refusal invalid(String detail) {
        return new Refusal(new Problem(ErrorCode.INVALID, detail));
    }

    Problem problem() {
        return problem;
    }
}
