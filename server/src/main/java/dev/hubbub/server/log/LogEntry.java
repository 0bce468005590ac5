package dev.hubbub.server.log;

import dev.hubbub.protocol.Event;

/// An event as its row holds it.
///
/// @param messageNo how many messages the room has up to and with this event
record LogEntry(Event event, long messageNo) {}
