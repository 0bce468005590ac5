/// `hubbub bench`: puts a server under load and says what it did with it.
///
/// Load is an open loop: [Pacer] sends by the clock, whatever the server does, and latency counts from when a message
/// was to be sent, so that a stalled server cannot hide its stall. Clients are [Client]s, WebSockets read by a few
/// [Loop]s that look at no more bytes than they must: a million frames a second have to fit on the cores that the
/// server needs too. Scenarios are the commands; read [Fanout] first. A loop's thread owns its clients and its
/// [Tally]; everything else belongs to the thread that runs the scenario.
@NullMarked
package dev.hubbub.cli.bench;

import org.jspecify.annotations.NullMarked;
