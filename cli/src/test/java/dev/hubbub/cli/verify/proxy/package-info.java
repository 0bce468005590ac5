@NullMarked
package dev.hubbub.cli.verify.proxy;

import org.jspecify.annotations.NullMarked;
