/// What may live in Redis instead of PostgreSQL. Optional: without `REDIS_URL` nothing here runs.
///
/// [Redis] is the way to it, [RedisSessions] what is kept there. While Redis is away everything here throws
/// [dev.hubbub.server.session.StoreUnavailable] at once rather than wait. Lettuce stays in here.
@NullMarked
package dev.hubbub.server.redis;

import org.jspecify.annotations.NullMarked;
