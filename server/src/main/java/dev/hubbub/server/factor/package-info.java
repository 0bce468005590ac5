/// What people show besides a password, or instead of one: codes of an authenticator app, recovery codes,
/// passkeys.
///
/// Start at [SecondFactors], which stands between a right password and the sign-in. Secrets are sealed or
/// hashed before they reach a table; what waits for an answer is a [Challenge], signed and carried by the
/// client. Knows neither HTTP nor how passwords are checked.
@NullMarked
package dev.hubbub.server.factor;

import org.jspecify.annotations.NullMarked;
