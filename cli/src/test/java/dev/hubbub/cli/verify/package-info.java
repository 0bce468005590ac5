@NullMarked
package dev.hubbub.cli.verify;

import org.jspecify.annotations.NullMarked;
