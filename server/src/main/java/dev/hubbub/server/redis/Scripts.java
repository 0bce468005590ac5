package dev.hubbub.server.redis;

/// What must happen at one moment in Redis, in its own language. A session is a hash that names its current
/// refresh token; each token, used or not, is a key that leads to its session, so that a used one is known again;
/// and a user has the set of his sessions, ordered by when they expire. Keys are named in the scripts, so one
/// Redis serves them, not a cluster of several.
final class Scripts {
    static final String SESSION = "hubbub:session:";
    static final String TOKEN = "hubbub:refresh:";
    static final String USER = "hubbub:sessions-of:";

    /// Keys: session, token, user. Arguments: session, token, expiry, user, generation, device, address, begun.
    static final String INSERT = """
            redis.call('HSET', KEYS[1], 'token', ARGV[2], 'user', ARGV[4], 'generation', ARGV[5], 'device', ARGV[6],
                'address', ARGV[7], 'begun', ARGV[8], 'used', ARGV[8])
            redis.call('PEXPIREAT', KEYS[1], ARGV[3])
            redis.call('SET', KEYS[2], ARGV[1], 'PXAT', ARGV[3])
            redis.call('ZADD', KEYS[3], ARGV[3], ARGV[1])
            redis.call('PEXPIREAT', KEYS[3], ARGV[3])
            """;

    /// What the others begin with: reads a session as the fields that [RedisSessions] expects.
    private static final String READ = """
            local function read(id)
              local s = redis.call('HMGET', 'hubbub:session:' .. id,
                  'user', 'generation', 'device', 'address', 'begun', 'used', 'token')
              if not s[1] then return nil end
              table.insert(s, 1, id)
              return s
            end
            """;

    /// Keys: the used token, the next one. Arguments: both again, expiry, device, address, now.
    static final String ROTATE = READ + """
            local id = redis.call('GET', KEYS[1])
            local s = id and read(id)
            if not s then return {} end
            if s[8] ~= ARGV[1] then return {'reused', s} end
            redis.call('HSET', 'hubbub:session:' .. id, 'token', ARGV[2], 'device', ARGV[4], 'address', ARGV[5],
                'used', ARGV[6])
            redis.call('PEXPIREAT', 'hubbub:session:' .. id, ARGV[3])
            redis.call('SET', KEYS[2], id, 'PXAT', ARGV[3])
            redis.call('ZADD', 'hubbub:sessions-of:' .. s[2], ARGV[3], id)
            redis.call('PEXPIREAT', 'hubbub:sessions-of:' .. s[2], ARGV[3])
            return {'rotated', read(id)}
            """;

    /// Keys: token.
    static final String FIND = READ + """
            local id = redis.call('GET', KEYS[1])
            local s = id and read(id)
            if not s then return {} end
            return {s}
            """;

    /// Keys: user. Arguments: now.
    static final String LIST = READ + """
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])
            local found = {}
            for _, id in ipairs(redis.call('ZREVRANGE', KEYS[1], 0, -1)) do
              local s = read(id)
              if s then table.insert(found, s) else redis.call('ZREM', KEYS[1], id) end
            end
            return found
            """;

    /// Keys: session, user. Arguments: session, user.
    static final String REMOVE = """
            if redis.call('HGET', KEYS[1], 'user') == ARGV[2] then
              redis.call('DEL', KEYS[1])
              redis.call('ZREM', KEYS[2], ARGV[1])
            end
            """;

    /// Keys: user. Arguments: generation.
    static final String REMOVE_ALL = """
            for _, id in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
              local generation = redis.call('HGET', 'hubbub:session:' .. id, 'generation')
              if not generation or tonumber(generation) < tonumber(ARGV[1]) then
                redis.call('DEL', 'hubbub:session:' .. id)
                redis.call('ZREM', KEYS[1], id)
              end
            end
            """;

    private Scripts() {}
}
