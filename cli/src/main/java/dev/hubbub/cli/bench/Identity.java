package dev.hubbub.cli.bench;

/// Whom a client says it is, and where that user is a member.
///
/// @param token for the hello
/// @param rooms the ids of the rooms whose events are checked
record Identity(String token, long[] rooms) {}
