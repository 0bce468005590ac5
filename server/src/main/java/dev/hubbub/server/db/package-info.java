/// PostgreSQL, behind one class for each thing that is stored.
///
/// Start at [Database], which owns the pool. [EventLog] reads the rooms' logs; nothing here writes them: that
/// is the `log` package's, in the one transaction that decides. The rest ([Users], [RoomTable], [ReadMarkers],
/// [Snapshots] …) are plain queries, each atomic by itself. Everything here blocks: call it on virtual threads.
/// jOOQ and Hikari stay in here.
@NullMarked
package dev.hubbub.server.db;

import org.jspecify.annotations.NullMarked;
