/// What breaks into chat servers, tried on a running one over REST and over WebSocket: one class for each class of
/// flaw. Start at [Actor], who asks the same over either edge; [RoomWays] are all the ways to name a room. What a
/// feature does for whoever may use it is tested beside the feature, not here.
@NullMarked
package dev.hubbub.server.security;

import org.jspecify.annotations.NullMarked;
