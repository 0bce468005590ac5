/// The `hubbub` command: one launcher for the server and what belongs to it.
///
/// Read [HubbubCommand] first. Each subcommand is a small class here that reads its options and hands over; it
/// knows exit codes and help texts, and nothing of how things are done.
@NullMarked
package dev.hubbub.cli;

import org.jspecify.annotations.NullMarked;
