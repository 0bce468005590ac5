/// The tables: their migrations, and the types that jOOQ generated from them.
///
/// Start at [Migrations]. The migrations are the truth; `generated` is made from them on a real PostgreSQL by
/// `GenerateTables` in the tests, checked in, and held to them by a test. A migration that was released is never
/// edited: add another.
@NullMarked
package dev.hubbub.schema;

import org.jspecify.annotations.NullMarked;
