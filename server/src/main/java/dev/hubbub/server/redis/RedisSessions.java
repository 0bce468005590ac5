package dev.hubbub.server.redis;

import dev.hubbub.protocol.UserId;
import dev.hubbub.server.session.Device;
import dev.hubbub.server.session.LoginSession;
import dev.hubbub.server.session.SessionId;
import dev.hubbub.server.session.SessionStore;
import dev.hubbub.server.session.TokenHash;
import io.lettuce.core.ScriptOutputType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The sessions in Redis, which forgets expired ones by itself. What Redis loses in a crash are sign-ins: their
/// users sign in again.
public final class RedisSessions implements SessionStore {
    private final Redis redis;

    public RedisSessions(Redis redis) {
        this.redis = redis;
    }

    @Override
    public void insert(LoginSession session, Token token) {
        String hash = token.hash().text();
        run(
                Scripts.INSERT,
                List.of(Scripts.SESSION + session.id(), Scripts.TOKEN + hash, Scripts.USER + session.user()),
                session.id().toString(),
                hash,
                millis(token.expiresAt()),
                session.user().toString(),
                Long.toString(session.generation()),
                session.device().name(),
                session.device().addressText(),
                millis(session.begunAt()));
    }

    @Override
    public Rotation rotate(TokenHash used, Token next, Device device, Instant now) {
        String usedHash = used.text();
        String nextHash = next.hash().text();
        List<?> answer = run(
                Scripts.ROTATE,
                List.of(Scripts.TOKEN + usedHash, Scripts.TOKEN + nextHash),
                usedHash,
                nextHash,
                millis(next.expiresAt()),
                device.name(),
                device.addressText(),
                millis(now));
        if (answer.size() < 2) {
            return new Rotation.Unknown();
        }
        LoginSession session = session(answer.get(1));
        return answer.get(0).equals("rotated") ? new Rotation.Rotated(session) : new Rotation.Reused(session);
    }

    @Override
    public Optional<LoginSession> find(TokenHash token, Instant now) {
        return run(Scripts.FIND, List.of(Scripts.TOKEN + token.text())).stream()
                .findFirst()
                .map(RedisSessions::session);
    }

    @Override
    public List<LoginSession> of(UserId user, Instant now) {
        return run(Scripts.LIST, List.of(Scripts.USER + user), millis(now)).stream()
                .map(RedisSessions::session)
                .toList();
    }

    @Override
    public void remove(UserId user, SessionId session) {
        run(
                Scripts.REMOVE,
                List.of(Scripts.SESSION + session, Scripts.USER + user),
                session.toString(),
                user.toString());
    }

    @Override
    public void removeAll(UserId user, long generation) {
        run(Scripts.REMOVE_ALL, List.of(Scripts.USER + user), Long.toString(generation));
    }

    /// Redis does it.
    @Override
    public void deleteExpired(Instant now) {}

    private List<?> run(String script, List<String> keys, String... arguments) {
        List<?> answer = redis.call(
                commands -> commands.eval(script, ScriptOutputType.MULTI, keys.toArray(String[]::new), arguments));
        return answer == null ? List.of() : answer;
    }

    /// Id, user, generation, device, address, begun, used.
    private static LoginSession session(Object fields) {
        List<String> texts = ((List<?>) fields).stream().map(String::valueOf).toList();
        return new LoginSession(
                new SessionId(Long.parseLong(texts.get(0))),
                new UserId(Long.parseLong(texts.get(1))),
                Long.parseLong(texts.get(2)),
                Device.of(texts.get(3), texts.get(4)),
                Instant.ofEpochMilli(Long.parseLong(texts.get(5))),
                Instant.ofEpochMilli(Long.parseLong(texts.get(6))));
    }

    private static String millis(Instant at) {
        return Long.toString(at.toEpochMilli());
    }
}
