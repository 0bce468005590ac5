/// Who sends a request, seen through the proxies in front of this server.
///
/// [Proxies] is the one place that decides which forwarded headers are believed, on REST and for WebSockets;
/// [Client] is what it found out. [Incoming] is where a request comes from, as sessions and the audit log have
/// it. Nothing here knows an HTTP library or blocks; all but [Incoming]'s current one are values.
@NullMarked
package dev.hubbub.server.proxy;

import org.jspecify.annotations.NullMarked;
