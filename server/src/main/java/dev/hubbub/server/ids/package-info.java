/// Numbers for users and rooms.
///
/// [Ids] is all there is: 64-bit, time-sorted, unique across nodes without asking anyone.
@NullMarked
package dev.hubbub.server.ids;

import org.jspecify.annotations.NullMarked;
