@NullMarked
package dev.hubbub.cli.local;

import org.jspecify.annotations.NullMarked;
