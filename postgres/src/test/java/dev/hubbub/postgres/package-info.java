@NullMarked
package dev.hubbub.postgres;

import org.jspecify.annotations.NullMarked;
