-- Who did what, to whom, from where. Without references: what is written down here outlasts whom it is about. The uuid makes writing the
-- same entry a second time, after a connection that broke during COMMIT, no second entry.
CREATE TABLE audit (
    no         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    entry      uuid        NOT NULL UNIQUE,
    at         timestamptz NOT NULL,
    action     text        NOT NULL,
    who        bigint,
    whom       text,
    address    text,
    request_id text,
    details    jsonb       NOT NULL
);
CREATE INDEX audit_at ON audit (at);
CREATE INDEX audit_action ON audit (action, no);
CREATE INDEX audit_who ON audit (who, no) WHERE who IS NOT NULL;
CREATE INDEX audit_whom ON audit (whom, no) WHERE whom IS NOT NULL;
CREATE INDEX audit_address ON audit (address, no) WHERE address IS NOT NULL;

-- Nobody changes an entry, and only the sweep, which says who it is, deletes: never one of the last day, or whoever gets to run SQL
-- through a fault of ours could wipe out his traces.
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF current_setting('hubbub.audit_sweep', true) = 'on' AND OLD.at < now() - interval '23 hours' THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER audit_rows BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_whole BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
-- Also for a session that applies replicated changes.
ALTER TABLE audit ENABLE ALWAYS TRIGGER audit_rows, ENABLE ALWAYS TRIGGER audit_whole;
