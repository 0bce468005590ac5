package dev.hubbub.cli.bench;

import java.util.List;

/// Whom a client says it is, and where that user is a member.
///
/// @param token for the hello
/// @param seen the last seq that counts as seen already, in each room
/// @param rooms the ids of the rooms whose events are checked
record Identity(String token, long seen, List<Long> rooms) {}
