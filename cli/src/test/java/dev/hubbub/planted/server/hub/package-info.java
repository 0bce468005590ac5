/// Planted for [dev.hubbub.cli.architecture]: waits on an event loop, for the database even.
@org.jspecify.annotations.NullMarked
package dev.hubbub.planted.server.hub;
