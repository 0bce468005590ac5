/// Who sends a request, seen through the proxies in front of this server.
///
/// [Incoming] is where a request comes from, as limits, sessions and the audit log have it. Nothing here knows a
/// protocol or
/// blocks.
@NullMarked
package dev.hubbub.server.proxy;

import org.jspecify.annotations.NullMarked;
