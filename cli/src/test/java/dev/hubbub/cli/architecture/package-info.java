/// Holds the code against docs/architecture.md and docs/concurrency.md.
///
/// Start at [Rules]. They are here because only this module sees all the others. What is planted under
/// `dev.hubbub.planted` breaks every one of them, so that a rule which finds nothing there is known to be blind.
@NullMarked
package dev.hubbub.cli.architecture;

import org.jspecify.annotations.NullMarked;
