/// Who is online and who types: signals, best effort, never stored.
///
/// Start at [Presence] and [Visit], then [RoomPresence], which turns changes into diffs. All state is confined to one
/// [PresenceLoop]; event loops only hand it tasks. This package knows nothing of sockets or the database: it is
/// told who came and went, and says so through [RoomSignals]. What it tells other nodes of its own connections, and
/// hears of theirs, are [PeerMessage]s, which [Neighbours] understands; how they travel is not its business.
@NullMarked
package dev.hubbub.server.presence;

import org.jspecify.annotations.NullMarked;
