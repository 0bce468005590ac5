package dev.hubbub.server.db;

import dev.hubbub.protocol.Role;

/// What became of a new user.
public sealed interface Insertion {
    record Inserted(Role role) implements Insertion {}

    /// Somebody has this name, or one that looks like it.
    record UsernameTaken() implements Insertion {}

    record EmailTaken() implements Insertion {}

    /// What he was to come in by is not good, or not any more.
    record NotAdmitted() implements Insertion {}
}
