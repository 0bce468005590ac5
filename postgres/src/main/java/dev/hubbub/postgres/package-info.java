/// A PostgreSQL server of our own: unpacked, initialised, started, supervised and ended with this process.
@NullMarked
package dev.hubbub.postgres;

import org.jspecify.annotations.NullMarked;
