/// Who someone is: registration, sign-in and the tokens that prove it afterwards.
///
/// Start at [Accounts]; every outcome is a sealed value. Everything here blocks and belongs on virtual threads,
/// except [Tokens], which computes only. bcrypt runs on [PasswordHasher]'s own few threads, which are bounded,
/// so that a flood of sign-ins costs the other users nothing. Rooms and sockets are unknown here.
@NullMarked
package dev.hubbub.server.account;

import org.jspecify.annotations.NullMarked;
