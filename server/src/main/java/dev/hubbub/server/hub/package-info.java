/// Fan-out: each released batch is framed once and written to every connection that is in its room.
///
/// Start at [Hub], which turns a batch into WebSocket frames and hands it to each [Shard]; a shard is one event
/// loop's audience and is confined to that loop. A [Feed] is one connection's place in one room: live, or
/// catching up from the log. The gateway's connections are the [Subscriber]s. Nothing here blocks or reads the
/// database itself.
@NullMarked
package dev.hubbub.server.hub;

import org.jspecify.annotations.NullMarked;
