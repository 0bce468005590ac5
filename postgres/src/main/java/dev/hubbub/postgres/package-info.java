/// A PostgreSQL server of our own: unpacked, initialised, started, supervised and ended with this process.
/// Read [dev.hubbub.postgres.EmbeddedPostgres] first, then `Supervisor`, whose one thread owns the running server, and
/// `Launcher`, which ties it to this process. `DataFolder` and `Binaries` are what lies on the disk.
/// It speaks no SQL and knows no driver: readiness and health are read from files and processes.
@NullMarked
package dev.hubbub.postgres;

import org.jspecify.annotations.NullMarked;
