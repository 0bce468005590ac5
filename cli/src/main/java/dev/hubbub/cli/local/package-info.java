/// `hubbub cluster`: several nodes, and all that they share, on one machine and with one Ctrl-C.
///
/// [LocalCluster] starts and ends them, [NamedLines] makes one log of theirs. It knows nothing of what they do.
@NullMarked
package dev.hubbub.cli.local;

import org.jspecify.annotations.NullMarked;
