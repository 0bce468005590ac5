/// The wire protocol: what clients and the server say to each other.
@NullMarked
package dev.hubbub.protocol;

import org.jspecify.annotations.NullMarked;
