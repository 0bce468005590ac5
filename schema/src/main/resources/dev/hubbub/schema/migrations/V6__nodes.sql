-- The servers that work on this database now. Each says every few seconds that it is still there, by the database's clock, and takes
-- its row away when it stops; a row that nobody renewed for a while is that of one that was killed. The rest is what nodes
-- must agree on (the key's fingerprint tells whether two keys are the same, and nothing else), and what operators want to know.
CREATE TABLE nodes (
    id              text        PRIMARY KEY,
    name            text        NOT NULL,
    address         text        NOT NULL,
    version         text        NOT NULL,
    wire            integer     NOT NULL,
    bus             text        NOT NULL,
    epoch           text        NOT NULL,
    key_fingerprint text        NOT NULL,
    started_at      timestamptz NOT NULL DEFAULT now(),
    seen_at         timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50);

-- Nodes ask who joined lately, in case that nobody told them.
CREATE INDEX memberships_joined_at ON memberships (joined_at);
