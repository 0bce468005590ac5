@NullMarked
package dev.hubbub.cli.verify.bus;

import org.jspecify.annotations.NullMarked;
