/// What may live in Redis instead of PostgreSQL. Optional: without `REDIS_URL` nothing here runs.
///
/// [Redis] is the way to it; [RedisSessions] and [RedisTally] are what is kept there. While Redis is away the
/// sessions throw [dev.hubbub.server.session.StoreUnavailable] at once rather than wait, and the tally fails, which
/// leaves limits to each node. Lettuce stays in here.
@NullMarked
package dev.hubbub.server.redis;

import org.jspecify.annotations.NullMarked;
