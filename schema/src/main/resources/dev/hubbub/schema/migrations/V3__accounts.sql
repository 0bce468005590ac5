-- What a user may do on the server (0 administrator, 1 member, 2 guest), how he wants to be called, and whose account is gone: its
-- row stays for what he said, without name, address and password.
ALTER TABLE users
    ADD COLUMN role          smallint    NOT NULL DEFAULT 1,
    ADD COLUMN display_name  text        NOT NULL DEFAULT '',
    ADD COLUMN invitation_id bigint,
    ADD COLUMN deleted_at    timestamptz;
CREATE INDEX users_administrators ON users (id) WHERE role = 0;

-- What names look like (Unicode UTS 39 skeletons, folded by the server): two users never share one. A name has one as it is written
-- and one in lower case. In a table of their own, since users from before this migration may share some.
CREATE TABLE name_shapes (
    shape   text   PRIMARY KEY,
    user_id bigint NOT NULL
);
CREATE INDEX name_shapes_user_id ON name_shapes (user_id);

-- Secrets that work once, as hashes: who reads the table can use none. 0 sets the server up and has no user, 1 sets a new password.
CREATE TABLE one_time_tokens (
    hash       bytea       PRIMARY KEY,
    purpose    smallint    NOT NULL,
    user_id    bigint,
    issued_by  bigint,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX one_time_tokens_user_id ON one_time_tokens (user_id);
CREATE INDEX one_time_tokens_expires_at ON one_time_tokens (expires_at);

-- Who holds the secret may register, as often as uses are left.
CREATE TABLE invitations (
    id         bigint      PRIMARY KEY,
    hash       bytea       NOT NULL CONSTRAINT invitations_hash UNIQUE,
    role       smallint    NOT NULL,
    note       text        NOT NULL,
    uses_left  integer     NOT NULL CHECK (uses_left >= 0),
    created_by bigint      NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
);
