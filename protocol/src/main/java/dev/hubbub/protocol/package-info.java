/// The wire protocol: what clients and the server say to each other, as records, and their JSON.
///
/// Start at [Command] (what a client says) and [ServerMessage] (what it hears). Commands are read strictly by
/// [CommandReader] and written by [CommandWriter]; server messages are written by [ServerMessageWriter] and
/// read by [ServerMessageReader]. Everything here is immutable and free of I/O; it knows neither sockets nor
/// the database.
@NullMarked
package dev.hubbub.protocol;

import org.jspecify.annotations.NullMarked;
