@NullMarked
package dev.hubbub.cli.verify.check;

import org.jspecify.annotations.NullMarked;
