/// The terminal client.
///
/// Read [Chat] first. `Conversation` holds all that changes, confined to its client's loop; a `Screen` shows
/// it, in a terminal or plainly. Nothing that others wrote reaches a screen but through `SafeText`.
@NullMarked
package dev.hubbub.cli.chat;

import org.jspecify.annotations.NullMarked;
