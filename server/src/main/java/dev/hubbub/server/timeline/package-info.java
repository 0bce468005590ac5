/// The one way in: whatever a room's committed events come from, each is released once and in order.
///
/// Start at [Timeline]. Batches arrive from the committer, from other nodes and from the log itself, late,
/// repeated, overlapping or not at all; a timeline holds back what is early, drops what is old, and asks the
/// log for what is missing. That alone makes live delivery independent of what a bus loses. It knows no
/// sockets: what it holds are [EncodedEvents], and an [Outlet] takes those that are released.
@NullMarked
package dev.hubbub.server.timeline;

import org.jspecify.annotations.NullMarked;
