/// Tests of the client against a network and a server that are played in memory, on a clock that the test owns.
@NullMarked
package dev.hubbub.client;

import org.jspecify.annotations.NullMarked;
