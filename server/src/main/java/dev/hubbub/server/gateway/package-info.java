/// The WebSocket edge: takes `/ws` out of the HTTP pipeline and speaks the protocol with one connection each.
///
/// Start at [Gate], which sits behind the HTTP codec; [Connection] is one client, confined to its event loop,
/// and [Subscription] what it hears; [Gateway] is what all connections share. Frames are read by Netty's own WebSocket
/// codec, commands by the
/// protocol module, and every command goes through the same dispatcher as REST. Nothing here blocks: the
/// database is asked on virtual threads.
@NullMarked
package dev.hubbub.server.gateway;

import org.jspecify.annotations.NullMarked;
