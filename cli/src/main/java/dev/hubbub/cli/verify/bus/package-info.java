/// A bad way between a node and NATS, to show that no promise rests on it.
///
/// [BusProxy] is the way of one node. It knows NATS's protocol just enough to tell messages, which [Mischief]
/// may lose, repeat, delay and reorder, from everything else, which passes. It knows nothing of what the
/// messages say.
@NullMarked
package dev.hubbub.cli.verify.bus;

import org.jspecify.annotations.NullMarked;
