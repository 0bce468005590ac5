-- Users. The keys are the folded forms that sign-in and uniqueness go by; the server folds, so that every node agrees.
CREATE TABLE users (
    id             bigint      PRIMARY KEY,
    username       text        NOT NULL,
    username_key   text        NOT NULL CONSTRAINT users_username_key UNIQUE,
    email          text        NOT NULL,
    email_key      text        NOT NULL CONSTRAINT users_email_key UNIQUE,
    password_hash  text        NOT NULL,
    created_at     timestamptz NOT NULL,
    deactivated_at timestamptz
);

-- The head of each room's log. Every commit updates last_seq, so pages keep room for the next version of a row (fillfactor)
-- and no index holds a column that a commit changes: updates stay HOT and the indexes untouched.
CREATE TABLE rooms (
    id            bigint      PRIMARY KEY,
    name          text        NOT NULL,
    name_key      text        NOT NULL,
    kind          smallint    NOT NULL,
    listed        boolean     NOT NULL,
    password_hash text,
    owner_id      bigint,
    member_limit  integer     NOT NULL DEFAULT 0,
    member_count  integer     NOT NULL DEFAULT 0,
    last_seq      bigint      NOT NULL DEFAULT 0,
    message_count bigint      NOT NULL DEFAULT 0,
    last_at       timestamptz NOT NULL,
    created_at    timestamptz NOT NULL,
    deleted_at    timestamptz
) WITH (fillfactor = 70);

-- Hidden rooms may share names: whether one exists must not show in the answer to someone who takes its name.
CREATE UNIQUE INDEX rooms_listed_name_key ON rooms (name_key) WHERE listed AND deleted_at IS NULL;
CREATE INDEX rooms_hidden_name_key ON rooms (name_key) WHERE NOT listed AND deleted_at IS NULL;

CREATE TABLE memberships (
    room_id    bigint      NOT NULL,
    user_id    bigint      NOT NULL,
    joined_seq bigint      NOT NULL,
    joined_at  timestamptz NOT NULL,
    PRIMARY KEY (room_id, user_id)
);
CREATE INDEX memberships_user_id ON memberships (user_id, room_id);

-- The log. No foreign keys: each would take a lock on a row of rooms or users for every event, and write to it, only to
-- check what the transaction that holds the room's row has just decided. Rooms and users are never deleted, only marked.
-- message_no counts the room's messages up to and with this event, so that unread counts are a subtraction.
-- The ref leads in its index: refs grow with time, so inserts land in few pages whoever wrote them.
CREATE TABLE events (
    room_id    bigint      NOT NULL,
    seq        bigint      NOT NULL,
    kind       smallint    NOT NULL,
    at         timestamptz NOT NULL,
    author_id  bigint      NOT NULL,
    ref        text        NOT NULL,
    text       text,
    user_id    bigint,
    name       text,
    message_no bigint      NOT NULL,
    PRIMARY KEY (room_id, seq),
    CONSTRAINT events_ref_author_id UNIQUE (ref, author_id)
);

CREATE TABLE read_markers (
    user_id    bigint NOT NULL,
    room_id    bigint NOT NULL,
    seq        bigint NOT NULL,
    message_no bigint NOT NULL,
    PRIMARY KEY (user_id, room_id)
) WITH (fillfactor = 80);

-- Tokens are kept as hashes: who reads the table cannot sign in. A family is one sign-in and what was refreshed from it.
CREATE TABLE refresh_tokens (
    hash       bytea       PRIMARY KEY,
    user_id    bigint      NOT NULL,
    family     bigint      NOT NULL,
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX refresh_tokens_family ON refresh_tokens (family);
CREATE INDEX refresh_tokens_user_id ON refresh_tokens (user_id);
CREATE INDEX refresh_tokens_expires_at ON refresh_tokens (expires_at);

CREATE TABLE settings (
    key   text PRIMARY KEY,
    value text NOT NULL
);

-- Change it after restoring a backup, or clients keep cursors into a future that is gone.
INSERT INTO settings (key, value) VALUES ('epoch', gen_random_uuid()::text);

-- The room that everyone is in; membership is implied.
INSERT INTO rooms (id, name, name_key, kind, listed, last_at, created_at)
VALUES (1, 'Everyone', 'everyone', 0, true, date_trunc('milliseconds', now()), date_trunc('milliseconds', now()));
