-- A sign-in, from the password to its end; it lives as long as somebody refreshes it. The generation is its user's when it began.
CREATE TABLE login_sessions (
    id         bigint      PRIMARY KEY,
    user_id    bigint      NOT NULL,
    generation bigint      NOT NULL,
    device     text        NOT NULL,
    address    text        NOT NULL,
    begun_at   timestamptz NOT NULL,
    used_at    timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX login_sessions_user_id ON login_sessions (user_id);
CREATE INDEX login_sessions_expires_at ON login_sessions (expires_at);

-- What was a family of refresh tokens is a session now.
INSERT INTO login_sessions (id, user_id, generation, device, address, begun_at, used_at, expires_at)
SELECT family, min(user_id), 0, '', '', min(created_at), max(created_at), max(expires_at)
FROM refresh_tokens
GROUP BY family;

DROP INDEX refresh_tokens_user_id;
ALTER TABLE refresh_tokens DROP COLUMN user_id;
ALTER TABLE refresh_tokens RENAME COLUMN family TO session_id;
ALTER INDEX refresh_tokens_family RENAME TO refresh_tokens_session_id;
ALTER TABLE refresh_tokens
    ADD CONSTRAINT refresh_tokens_session FOREIGN KEY (session_id) REFERENCES login_sessions (id) ON DELETE CASCADE;

-- Access tokens name the generation of their user, and one of an earlier generation is refused: a count, since the clocks of two
-- nodes may differ. A session that began before the generation `sessions_from` is over.
ALTER TABLE users
    ADD COLUMN generation    bigint NOT NULL DEFAULT 0,
    ADD COLUMN sessions_from bigint NOT NULL DEFAULT 0;

-- What ended, whichever store holds the sessions: a node that was cut off, or starts, reads here what it missed, and a refresh looks
-- here whether its session was ended while its store was away. One session, or (session_id null) all tokens of a user before a generation.
CREATE TABLE session_ends (
    no         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id    bigint      NOT NULL,
    session_id bigint,
    generation bigint,
    reason     smallint    NOT NULL,
    at         timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX session_ends_session_id ON session_ends (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX session_ends_at ON session_ends (at);
