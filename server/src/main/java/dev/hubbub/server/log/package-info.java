/// The one way to make something durable: drafts go in, committed events come out.
///
/// Start at [GroupCommitters]: each room is pinned to one committer thread, which owns its database connection
/// and commits whatever queued behind its last commit. [Draft] says what is wanted, [AppendResult] what became
/// of it. This package knows nothing of sockets: whoever wants the committed events passes a consumer of
/// [CommittedBatch].
@NullMarked
package dev.hubbub.server.log;

import org.jspecify.annotations.NullMarked;
