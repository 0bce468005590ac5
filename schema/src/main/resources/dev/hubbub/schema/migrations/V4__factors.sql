-- Personal API tokens, as hashes: who reads the table can use none. `used_at` and `used_from` are written now and then, not with each use.
CREATE TABLE api_tokens (
    id         bigint      PRIMARY KEY,
    user_id    bigint      NOT NULL REFERENCES users (id),
    hash       bytea       NOT NULL CONSTRAINT api_tokens_hash UNIQUE,
    name       text        NOT NULL,
    scopes     text        NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    used_at    timestamptz,
    used_from  text        NOT NULL DEFAULT ''
);
CREATE INDEX api_tokens_user_id ON api_tokens (user_id);

-- The secret that a user's authenticator app counts with, encrypted. It counts for nothing until a code has confirmed it. Codes of
-- `used_step` and before are used up.
CREATE TABLE totp_secrets (
    user_id      bigint      PRIMARY KEY REFERENCES users (id),
    secret       bytea       NOT NULL,
    used_step    bigint      NOT NULL DEFAULT 0,
    created_at   timestamptz NOT NULL,
    confirmed_at timestamptz
);

-- What lets its user in without his authenticator, once each. Used ones go; as hashes, like all secrets.
CREATE TABLE recovery_codes (
    user_id bigint NOT NULL REFERENCES users (id),
    hash    bytea  NOT NULL,
    PRIMARY KEY (user_id, hash)
);

-- How often in a row a user's second factor was wrong, and from when on the next try counts.
CREATE TABLE factor_failures (
    user_id     bigint      PRIMARY KEY REFERENCES users (id),
    count       integer     NOT NULL,
    retry_after timestamptz NOT NULL
);

-- Challenges carry themselves what they are for, signed. Here is only how often each was answered, until it would expire anyway.
CREATE TABLE challenge_answers (
    challenge  bigint      PRIMARY KEY,
    attempts   integer     NOT NULL,
    spent      boolean     NOT NULL DEFAULT false,
    expires_at timestamptz NOT NULL
);
CREATE INDEX challenge_answers_expires_at ON challenge_answers (expires_at);

-- Passkeys: public keys only, as COSE has them.
CREATE TABLE passkeys (
    id            bigint      PRIMARY KEY,
    user_id       bigint      NOT NULL REFERENCES users (id),
    credential_id bytea       NOT NULL CONSTRAINT passkeys_credential_id UNIQUE,
    public_key    bytea       NOT NULL,
    sign_count    bigint      NOT NULL,
    name          text        NOT NULL,
    created_at    timestamptz NOT NULL,
    used_at       timestamptz
);
CREATE INDEX passkeys_user_id ON passkeys (user_id);
