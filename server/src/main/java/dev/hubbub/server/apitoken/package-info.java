/// Personal API tokens: what bots and scripts show instead of a sign-in.
///
/// Start at [Bearers], the one check of whatever token a request shows; [ApiTokens] makes, lists and revokes.
/// To the rest of the server an API token is a session that nobody refreshes: it ends by the same notices, and
/// closes the same connections. Knows neither HTTP nor sockets.
@NullMarked
package dev.hubbub.server.apitoken;

import org.jspecify.annotations.NullMarked;
