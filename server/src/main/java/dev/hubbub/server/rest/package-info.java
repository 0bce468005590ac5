/// The REST edge: HTTP requests become the same commands that a WebSocket carries, and get the same answers.
///
/// Start at [HttpServer], which runs Micronaut on Netty; [RoomsController] shows the shape of a route. A
/// [dev.hubbub.server.command.Caller] parameter is what makes a route need a token. Whatever goes wrong is told
/// by [Problem]. Micronaut's annotations stay in here, and rules about rooms stay out.
@NullMarked
package dev.hubbub.server.rest;

import org.jspecify.annotations.NullMarked;
