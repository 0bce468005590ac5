/// Servers in processes of their own, and the folders they work in, for the commands that put one to the test.
///
/// [Node] is one server, killed and started at will, [Backend] what several share. None of these processes
/// outlives this one ([Leash]). It knows nothing of what the servers are put through.
@NullMarked
package dev.hubbub.cli.process;

import org.jspecify.annotations.NullMarked;
