package dev.hubbub.postgres;

import org.jspecify.annotations.Nullable;

/// PostgreSQL could not be started. The message is written for the operator: what is wrong, and what to do about it.
public final class PostgresStartException extends RuntimeException {
    PostgresStartException(String message) {
        super(message);
    }

    PostgresStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// What happened on the supervisor's thread, told on the caller's.
    static PostgresStartException from(@Nullable Throwable cause) {
        return cause instanceof PostgresStartException start
                ? start
                : new PostgresStartException("PostgreSQL could not be started: " + cause, cause);
    }
}
