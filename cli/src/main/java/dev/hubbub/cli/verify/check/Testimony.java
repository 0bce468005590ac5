package dev.hubbub.cli.verify.check;

import java.util.List;

/// All that one client can tell.
///
/// @param client its name in findings
/// @param user the id of the user that it was signed in as
/// @param facts across all its connections, as its program was told
/// @param wires for each connection what went over it to the client, as the proxy between them read it
/// @param open commands that never got an answer
public record Testimony(String client, long user, List<Fact> facts, List<List<Fact>> wires, int open) {}
