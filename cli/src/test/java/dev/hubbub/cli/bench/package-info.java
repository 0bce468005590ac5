@NullMarked
package dev.hubbub.cli.bench;

import org.jspecify.annotations.NullMarked;
