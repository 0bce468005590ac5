/// The Java client: connects, reconnects, resumes and resends, and calls back in order.
///
/// Read `HubbubClient` first, then `Link`, the connection's state machine. Everything that changes is confined
/// to one [Loop] per client; other threads only hand tasks to it. Sockets and clocks stay behind `Transport`
/// and `Loop`, so that a test can run years of bad network in a second. Knows the protocol, and nothing of any
/// server.
@NullMarked
package dev.hubbub.client;

import org.jspecify.annotations.NullMarked;
