/// The bad network between a client and the server, and the witness in it.
///
/// Read [Proxy] first: each client has one of its own. It passes bytes on, late, not at all, or half, and reads along
/// what the server says. It knows WebSocket frames and the JSON in them by itself, not through the protocol module,
/// so that a mistake there cannot hide itself.
@NullMarked
package dev.hubbub.cli.verify.proxy;

import org.jspecify.annotations.NullMarked;
