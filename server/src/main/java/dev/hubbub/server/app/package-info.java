/// Wires the server together and starts it.
///
/// Start at [Hubbub], which builds storage, then delivery, then the edges by their constructors, and closes
/// them in reverse order. [Config] is what the operator says, checked before anything starts. This package may
/// know every other one; none may know it.
@NullMarked
package dev.hubbub.server.app;

import org.jspecify.annotations.NullMarked;
