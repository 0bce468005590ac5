/// What nodes tell each other, so that they need not ask the database for it.
///
/// Start at [ClusterBus]. Nothing here is ever the only copy: whatever the bus loses, repeats or reorders is
/// put right by the timelines, which release each event once and in order, and by comparisons with the
/// database, which is the truth.
@NullMarked
package dev.hubbub.server.cluster;

import org.jspecify.annotations.NullMarked;
