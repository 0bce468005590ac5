/// Tests of what stands between a stranger's text, a user's line and the terminal.
@NullMarked
package dev.hubbub.cli.chat;

import org.jspecify.annotations.NullMarked;
