/// The features, as commands: everything a person can do, whichever way he came in.
///
/// Start at [Commands], the one dispatcher that WebSocket and REST share, so that no check is forgotten on one
/// of them. A [Caller] is the proof of who asks; every feature takes it. Blocking work runs on virtual threads
/// here, never on the caller's thread.
@NullMarked
package dev.hubbub.server.command;

import org.jspecify.annotations.NullMarked;
