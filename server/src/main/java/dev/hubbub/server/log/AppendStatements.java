package dev.hubbub.server.log;

/// The SQL of an append: two round trips of several statements each. Every parameter is an array with an entry
/// for each thing, so that the texts, and with them the plans, are the same for any batch.
final class AppendStatements {

    /// In a statement of its own before the look-ups: one statement for all would see the database as it was
    /// before the wait for the locks, and miss a repeat that the other transaction stored.
    private static final String LOCK = """
            SELECT id, name, topic, kind, listed, password_hash, owner_id, member_limit, member_count, last_seq, message_count,
                   (extract(epoch FROM last_at) * 1000)::int8, deleted_at IS NOT NULL
            FROM rooms WHERE id = ANY (?::int8[]) ORDER BY id FOR NO KEY UPDATE
            """;

    /// Scalar subqueries, not joins: they always go through the index, where a join's plan that was cached
    /// while the tables were small stays slow.
    private static final String REFS = """
            SELECT i, place FROM (
              SELECT d.i, (SELECT ARRAY[e.room_id, e.seq, e.kind, (extract(epoch FROM e.at) * 1000)::int8]
                           FROM events e WHERE e.ref = d.ref AND e.author_id = d.author) AS place
              FROM unnest(?::text[], ?::int8[]) WITH ORDINALITY d (ref, author, i) OFFSET 0) found
            WHERE place IS NOT NULL
            """;

    private static final String SEATS = """
            SELECT i, joined FROM (
              SELECT d.i, (SELECT m.joined_seq FROM memberships m WHERE m.room_id = d.room AND m.user_id = d.usr) AS joined
              FROM unnest(?::int8[], ?::int8[]) WITH ORDINALITY d (room, usr, i) OFFSET 0) found
            WHERE joined IS NOT NULL
            """;

    private static final String ROOM_COUNTS = """
            SELECT d.usr, (SELECT count(*) FROM memberships m WHERE m.user_id = d.usr) FROM unnest(?::int8[]) d (usr)
            """;

    private static final String NAMES = """
            SELECT name_key, id FROM (
              SELECT d.name_key, (SELECT r.id FROM rooms r
                                  WHERE r.name_key = d.name_key AND r.listed AND r.deleted_at IS NULL) AS id
              FROM unnest(?::text[]) d (name_key) OFFSET 0) found
            WHERE id IS NOT NULL
            """;

    static final String READ = String.join(";", LOCK, REFS, SEATS);
    static final String READ_FULL = String.join(";", LOCK, REFS, SEATS, ROOM_COUNTS, NAMES);

    private static final String INSERT_EVENTS = """
            INSERT INTO events (room_id, seq, kind, at, author_id, ref, text, user_id, name, message_no)
            SELECT room, seq, kind, to_timestamp(at / 1000.0), author, ref, text, subject, name, message_no
            FROM unnest(?::int8[], ?::int8[], ?::int4[], ?::int8[], ?::int8[], ?::text[], ?::text[], ?::int8[], ?::text[],
                        ?::int8[]) d (room, seq, kind, at, author, ref, text, subject, name, message_no)
            """;

    private static final String UPDATE_ROOMS = """
            UPDATE rooms r SET last_seq = d.seq, message_count = d.messages, last_at = to_timestamp(d.at / 1000.0),
                               member_count = d.members
            FROM unnest(?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::int4[]) d (id, seq, messages, at, members)
            WHERE r.id = d.id
            """;

    private static final String DELETE_ROOMS = """
            UPDATE rooms r SET deleted_at = to_timestamp(d.at / 1000.0) FROM unnest(?::int8[], ?::int8[]) d (id, at)
            WHERE r.id = d.id
            """;

    private static final String RENAME_ROOMS = """
            UPDATE rooms r SET name = d.name, name_key = d.name_key
            FROM unnest(?::int8[], ?::text[], ?::text[]) d (id, name, name_key) WHERE r.id = d.id
            """;

    private static final String SET_TOPICS = """
            UPDATE rooms r SET topic = d.topic FROM unnest(?::int8[], ?::text[]) d (id, topic) WHERE r.id = d.id
            """;

    /// The head is filled in by the update that all rooms get. One that the batch also deleted is made deleted,
    /// or its name would be in the way of the next.
    private static final String INSERT_ROOMS = """
            INSERT INTO rooms (id, name, name_key, kind, listed, password_hash, owner_id, member_limit, last_at, created_at,
                               deleted_at)
            SELECT id, name, name_key, kind, listed, hash, owner, member_limit, to_timestamp(at / 1000.0),
                   to_timestamp(at / 1000.0), to_timestamp(deleted / 1000.0)
            FROM unnest(?::int8[], ?::text[], ?::text[], ?::int4[], ?::bool[], ?::text[], ?::int8[], ?::int4[], ?::int8[],
                        ?::int8[]) d (id, name, name_key, kind, listed, hash, owner, member_limit, at, deleted)
            """;

    private static final String EMPTY_ROOMS = "DELETE FROM memberships WHERE room_id = ANY (?::int8[])";

    private static final String FREE_SEATS = """
            DELETE FROM memberships m USING unnest(?::int8[], ?::int8[]) d (room, usr)
            WHERE m.room_id = d.room AND m.user_id = d.usr
            """;

    private static final String TAKE_SEATS = """
            INSERT INTO memberships (room_id, user_id, joined_seq, joined_at)
            SELECT room, usr, seq, to_timestamp(at / 1000.0)
            FROM unnest(?::int8[], ?::int8[], ?::int8[], ?::int8[]) d (room, usr, seq, at)
            """;

    /// Whoever comes in starts with nothing unread.
    private static final String MARK_READ = """
            INSERT INTO read_markers (room_id, user_id, seq, message_no)
            SELECT room, usr, seq, message_no FROM unnest(?::int8[], ?::int8[], ?::int8[], ?::int8[]) d (room, usr, seq, message_no)
            ON CONFLICT (user_id, room_id) DO UPDATE SET seq = excluded.seq, message_no = excluded.message_no
            WHERE read_markers.seq < excluded.seq
            """;

    static final String WRITE = String.join(";", INSERT_EVENTS, UPDATE_ROOMS, "COMMIT");

    /// Deletions and renamings come before new rooms, so that a name which the batch frees can be taken in it; topics
    /// after them, or a new room would miss its own.
    static final String WRITE_FULL = String.join(
            ";",
            INSERT_EVENTS,
            EMPTY_ROOMS,
            FREE_SEATS,
            TAKE_SEATS,
            MARK_READ,
            DELETE_ROOMS,
            RENAME_ROOMS,
            INSERT_ROOMS,
            SET_TOPICS,
            UPDATE_ROOMS,
            "COMMIT");

    private AppendStatements() {}
}
