/// What operators ask the server about itself: whether it can serve, and how it does.
///
/// [Health] asks each [HealthPart] that the server rests on, [ServerStatus] is for people. The parts are told to them
/// by `app`; this package knows none of them.
@NullMarked
package dev.hubbub.server.status;

import org.jspecify.annotations.NullMarked;
