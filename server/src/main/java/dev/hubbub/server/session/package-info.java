/// Login sessions: how long a sign-in lasts, and how it ends for every connection and token of it at once.
///
/// Knows neither tables nor sockets: what stores sessions, and whoever must hear of their end, come in from outside.
@NullMarked
package dev.hubbub.server.session;

import org.jspecify.annotations.NullMarked;
