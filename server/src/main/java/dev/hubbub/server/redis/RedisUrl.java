package dev.hubbub.server.redis;

import io.lettuce.core.RedisURI;

/// Where Redis is: `redis://` or, with TLS, `rediss://`.
public record RedisUrl(String text) {

    /// @throws IllegalArgumentException saying what is wrong, without the password
    public static RedisUrl parse(String text) {
        boolean known = text.startsWith("redis://") || text.startsWith("rediss://");
        if (!known) {
            throw new IllegalArgumentException("must start with redis:// or rediss:// and name a host");
        }
        RedisUrl url = new RedisUrl(text);
        try {
            if (url.uri().getHost() == null) {
                throw new IllegalArgumentException("must name a host");
            }
        } catch (RuntimeException e) {
            // Without the cause: its message may hold the password.
            throw new IllegalArgumentException(
                    "is not an address; write special characters of the password in percent form, @ as %40");
        }
        return url;
    }

    RedisURI uri() {
        return RedisURI.create(text);
    }

    /// Never the password.
    @Override
    public String toString() {
        RedisURI uri = uri();
        return "%s:%d".formatted(uri.getHost(), uri.getPort());
    }
}
