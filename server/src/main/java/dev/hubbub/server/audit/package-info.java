/// Who did what, to whom, from where: written down once, for good.
///
/// Start at [Audit], which takes events from any thread and never makes it wait; [Action] lists what is written
/// down. An [AuditEntry] is a line of the log and a row that the database lets nobody change. This package knows
/// neither tables nor who has something to tell; no secret ever comes in here.
@NullMarked
package dev.hubbub.server.audit;

import org.jspecify.annotations.NullMarked;
