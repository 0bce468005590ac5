package dev.hubbub.server.session;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Role;

/// What a token rests on: who its user is, in which role, read at one moment.
///
/// @param generation counts what made earlier tokens of this user worthless: a change of role or password, a
///     deactivation
public record Standing(Person user, Role role, long generation) {}
