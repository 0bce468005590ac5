/// The whole server, met over bare sockets: what a client of ours would never send.
@NullMarked
package dev.hubbub.server.wire;

import org.jspecify.annotations.NullMarked;
